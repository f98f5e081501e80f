import type { FetchedPage } from '../../../crawlers/fetch/guarded-fetch.ts';
import { sha256 } from '../../hash.ts';
import type { VisitOutcome } from '../../ledger/schema.ts';
import type { PageBody, Visit } from '../../ledger/visits.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { Answer } from './politely.ts';

/** Of what a page asks of crawlers: a page may write what it likes there. */
const mostDirectives = 50;
const longestDirective = 100;

/** The record of one request; without an answer, of one that was not made or not answered. */
export function visitOf(
  crawlId: string,
  outcome: VisitOutcome,
  answer?: Answer,
  directives: readonly string[] = [],
): Visit {
  return {
    crawlId,
    outcome,
    status: answer?.fetched.status ?? null,
    bytes: answer && !answer.fetched.notModified ? answer.fetched.body.length : null,
    milliseconds: answer?.milliseconds ?? null,
    etag: answer?.fetched.headers.etag ?? null,
    lastModified: answer?.fetched.headers['last-modified'] ?? null,
    directives: directives.slice(0, mostDirectives).map((each) => cleanText(each).slice(0, longestDirective)),
    at: answer?.fetched.fetchedAt ?? new Date().toISOString(),
  };
}

/** What was fetched, with the hash that tells whether it is what it was: of `body`, or of the answer where none is kept. */
export function bodyOf(fetched: FetchedPage, body: Buffer | null, parts: readonly Buffer[] = []): PageBody {
  return {
    contentType: fetched.contentType,
    fetchedAt: fetched.fetchedAt,
    body,
    parts: [...parts],
    contentHash:
      parts.length === 0 ? sha256(body ?? fetched.body) : sha256([body, ...parts].map((part) => sha256(part!)).join()),
    rendered: false,
  };
}
