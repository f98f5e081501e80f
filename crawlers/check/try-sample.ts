import { FailRecordError, messageOf, RetryLaterError } from '../../pipeline/errors.ts';
import type { PageBody } from '../../pipeline/ledger/visits.ts';
import { judgeArticle } from '../../pipeline/stages/clean/judge-article.ts';
import { crawl } from '../../pipeline/stages/crawl/crawl.ts';
import { detectLanguage } from '../../pipeline/text/detect-language.ts';
import { isDrawnByScript } from '../discover/drawn-by-script.ts';
import { ExtractionError } from '../extract/extractor-pool.ts';
import { decodeHtml } from '../fetch/decode.ts';
import { TrialOverError } from './limited-gate.ts';
import type { SampleFinding } from './source-report.ts';
import type { Trial } from './trial.ts';

/** Takes one article through the stages that would crawl and judge it. Never throws for what the site does. */
export async function trySample(url: string, trial: Trial, redirected = false): Promise<SampleFinding> {
  const finding = emptyFinding(url);
  try {
    const input = { id: '', url, kind: 'article', depth: 1, ...neverFetched } as const;
    const { outputs = {}, ...outcome } = await crawl(input, trial);
    finding.directives = [...(outputs.visit?.directives ?? [])];
    if (!outcome.kept) {
      const target = outputs.pages?.find(({ kind }) => kind === 'article')?.url;
      if (outcome.reason === 'redirected-duplicate' && target && !redirected)
        return await trySample(target, trial, true);
      return { ...finding, outcome: 'dropped', reason: outcome.reason, detail: outcome.detail };
    }
    return outputs.body?.body ? await read(finding, outputs.body, trial) : { ...finding, outcome: 'failed' };
  } catch (error) {
    if (trial.signal.aborted) throw error;
    if (error instanceof ExtractionError)
      return { ...finding, outcome: 'dropped', reason: 'unreadable', detail: `${error.message}.` };
    if (error instanceof RetryLaterError || error instanceof FailRecordError)
      return {
        ...finding,
        outcome: error instanceof TrialOverError ? 'not-tried' : 'failed',
        detail: messageOf(error),
      };
    throw error;
  }
}

const neverFetched = { version: 0, etag: null, lastModified: null, contentHash: null, askWhole: false } as const;

/** A finding that says nothing yet. */
const emptyFinding = (url: string): SampleFinding => ({
  ...{ url, outcome: 'read', reason: null, title: null, publishedAt: null, language: null, characters: 0, blocks: 0 },
  ...{ opening: '', rendered: false, drawnByScript: false, directives: [], detail: null },
});

async function read(finding: SampleFinding, body: PageBody, trial: Trial): Promise<SampleFinding> {
  const html = decodeHtml(body.body!, body.contentType).text;
  const article = await trial.extractor.extract(html, finding.url, trial.source.selectors);
  const text = article.blocks.map((block) => block.text).join('\n\n');
  const judged = judgeArticle(article);
  return {
    ...finding,
    ...('reason' in judged && { outcome: 'dropped', reason: judged.reason, detail: judged.detail }),
    title: article.title || null,
    publishedAt: article.publishedAt,
    language: text === '' ? null : detectLanguage(text),
    characters: text.length,
    blocks: article.blocks.length,
    opening: [...text.slice(0, 400).replace(/\s+/g, ' ')].slice(0, 200).join(''),
    rendered: body.rendered,
    drawnByScript: isDrawnByScript(html),
  };
}
