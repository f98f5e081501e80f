import type { Source } from '../../../crawlers/define-source.ts';
import { type ArticleExtractor, ExtractionError } from '../../../crawlers/extract/extractor-pool.ts';
import { decodeHtml } from '../../../crawlers/fetch/decode.ts';
import { idOf, sha256 } from '../../hash.ts';
import type { LedgerDatabase } from '../../ledger/ledger.ts';
import type { GivenMetadata } from '../../ledger/schema.ts';
import type { Article, Block, Document, PageKind } from '../../records.ts';
import { addressesModel } from '../../text/instruction-to-model.ts';
import { signatureOfText } from '../dedupe/minhash.ts';
import { normaliseText } from '../dedupe/shingles.ts';
import { drop, keep, type Outcome, type Stage } from '../stage.ts';
import { judgeArticle } from './judge-article.ts';
import { markdownToHtml } from './markdown-to-html.ts';
import { readPlainText } from './read-plain-text.ts';

export interface CleanInput {
  id: string;
  source: string;
  url: string;
  kind: PageKind;
  contentType: string | null;
  body: Buffer | null;
  parts: Buffer[];
  /** How many different bodies the page has had. */
  version: number;
  given: GivenMetadata;
}

interface CleanDependencies {
  db: LedgerDatabase;
  extractor: ArticleExtractor;
  sources: ReadonlyMap<string, Source>;
}

/**
 * Page → document: decodes the bytes, extracts the article as blocks, marks blocks that address a language model, and
 * keeps it where it is an article, long enough, in English or Chinese, and about security.
 */
export function cleanStage({ db, extractor, sources }: CleanDependencies): Stage<'clean', CleanInput> {
  return {
    name: 'clean',
    async load(ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('page')
        .select(['id', 'source', 'url', 'kind', 'content_type', 'body', 'parts', 'given', 'version'])
        .where('id', 'in', ids)
        .execute();
      return rows.map(({ content_type, parts, given, ...row }) => ({
        recordId: row.id,
        input: { ...row, contentType: content_type, parts: parts ?? [], given: given ?? {} },
      }));
    },
    async run(page): Promise<Outcome<'clean'>> {
      const outcome = await clean(page, { extractor, source: sources.get(page.source) });
      return { ...outcome, outputs: { ...outcome.outputs, pageVersion: page.version } };
    },
  };
}

async function clean(
  page: CleanInput,
  { extractor, source }: { extractor: ArticleExtractor; source: Source | undefined },
): Promise<Outcome<'clean'>> {
  if (!page.body || page.body.length === 0) return drop('empty', 'The page has no content.');
  if (isBinary(page.body)) return drop('binary', 'The content is binary, not text.');
  let article: Article;
  try {
    article = await readArticle(page, extractor, source);
  } catch (error) {
    if (error instanceof ExtractionError) return drop('unreadable', `No article could be read: ${error.message}.`);
    throw error;
  }
  const judged = judgeArticle(article, page.given.language);
  if ('reason' in judged) return drop(judged.reason, judged.detail);
  const licence = article.licence ?? source?.licence ?? page.given.licence ?? null;
  const document = toDocument(page, { ...article, licence }, judged.language);
  const text = normaliseText(article.blocks.map((block) => block.text).join('\n'));
  return keep({
    documents: [
      {
        document: {
          ...document,
          id: idOf('doc', page.id, sha256(`${document.title}\n${text}`)),
          textHash: sha256(text),
        },
        signature: signatureOfText(text, judged.language),
      },
    ],
  });
}

async function readArticle(page: CleanInput, extractor: ArticleExtractor, source?: Source): Promise<Article> {
  const type = page.contentType?.split(';')[0]?.trim().toLowerCase() ?? 'text/html';
  const bodies = [page.body as Buffer, ...page.parts];
  const articles: Article[] = [];
  for (const body of bodies) {
    const { text } = decodeHtml(body, page.contentType);
    if (type === 'text/plain') articles.push(readPlainText(text));
    else {
      const html = withoutInlineFiles(type === 'text/markdown' ? markdownToHtml(text) : text);
      articles.push(await extractor.extract(html, page.url, source?.selectors));
    }
  }
  const [first, ...rest] = articles as [Article, ...Article[]];
  const blocks = rest.reduce((all, next) => joinParts(all, next.blocks), first.blocks);
  return { ...first, title: page.given.title ?? first.title, blocks: blocks.map(markSuspect) };
}

/** Markup without the pictures and fonts that some pages carry within it. */
const withoutInlineFiles = (html: string) => html.replace(/data:[\w.+-]+\/[\w.+-]+;base64,[\w+/=]{1000,}/g, 'data:,');

/** Appends the next page of an article, without the headline or standfirst that every page repeats. */
function joinParts(blocks: Block[], next: Block[]): Block[] {
  const opening = new Set(blocks.slice(0, 3).map((block) => block.text));
  const start = next.findIndex((block) => !opening.has(block.text));
  return start < 0 ? blocks : [...blocks, ...next.slice(start)];
}

const markSuspect = (block: Block): Block =>
  addressesModel(block.text) ? { ...block, suspect: 'instruction' } : block;

function toDocument(page: CleanInput, article: Article, language: Document['language']): Document {
  const { declaredLanguage: _, ...rest } = article;
  return { ...rest, id: '', textHash: '', pageId: page.id, source: page.source, url: page.url, language };
}

/** Whether bytes hold NUL without being UTF-16, as pictures, archives and programs do. */
function isBinary(body: Buffer): boolean {
  const head = body.subarray(0, 8192);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const signature = head.subarray(0, 5).toString('latin1');
  return (!utf16 && head.includes(0)) || signature === '%PDF-' || signature.startsWith('PK\u0003\u0004');
}
