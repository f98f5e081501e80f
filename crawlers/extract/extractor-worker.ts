import { parentPort } from 'node:worker_threads';
import type { Article } from '../../pipeline/records.ts';
import { extractArticle } from './extract-article.ts';
import type { Selectors } from './selectors.ts';

export interface ExtractionRequest {
  html: string;
  url: string;
  selectors: Selectors;
}
export type ExtractionReply =
  | { kind: 'ready' }
  | { kind: 'article'; article: Article }
  | { kind: 'error'; message: string };

/** The thread's side of `ArticleExtractor`: one request at a time, one reply to each. */
const port = parentPort;
if (!port) throw new TypeError('extractor-worker is to be started as a worker thread');
port.on('message', ({ html, url, selectors }: ExtractionRequest) => {
  let reply: ExtractionReply;
  try {
    reply = { kind: 'article', article: extractArticle(html, url, selectors) };
  } catch (error) {
    reply = { kind: 'error', message: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
});
port.postMessage({ kind: 'ready' } satisfies ExtractionReply);
