import type { IRequestManager, Request } from 'crawlee';
import type { CrawlInput } from '../pipeline/stages/crawl/crawl.ts';

type MakeRequest = (first: CrawlInput) => Request;
type ReadNext = (taken: readonly string[], limit: number) => Promise<CrawlInput[]>;

const window = 200;
/** Known pages that one request stands for: to ask whether a page has changed costs less than to schedule it. */
const mostTogether = 20;

/**
 * What Crawlee takes its requests from: the ledger's pending pages, a window at a time, so that a source of any size
 * costs the same memory. A page that was taken is not offered again in this crawl, unless it is released.
 */
export class PendingPages implements IRequestManager {
  readonly #read: ReadNext;
  readonly #request: MakeRequest;
  #waiting: CrawlInput[] = [];
  readonly #taken = new Set<string>();
  readonly #pages = new Map<string, CrawlInput[]>();
  #handled = 0;
  #underWay = 0;
  /** Whether the ledger had nothing more, and nothing was settled since that might have brought something. */
  #dry = false;
  #reading: Promise<void> | undefined;

  readonly #allWritten: () => boolean;
  readonly #holds: () => Promise<boolean>;

  /**
   * `allWritten` says whether no page is settled still: what it leads to is not in the ledger before. While `holds` says
   * so, none are handed out, and the crawl is not finished.
   */
  constructor(read: ReadNext, request: MakeRequest, allWritten: () => boolean, holds = async () => false) {
    this.#read = read;
    this.#request = request;
    this.#allWritten = allWritten;
    this.#holds = holds;
  }

  /** The pages that a request which was handed out stands for. */
  pagesOf(request: Request): CrawlInput[] {
    return this.#pages.get(request.uniqueKey) ?? [];
  }

  /** Tells that a page is settled: the ledger will not offer it again, and may have new ones. */
  settled(id: string): void {
    this.#taken.delete(id);
    this.#dry = false;
  }

  // Crawlee looks for this one and `addRequest` among an object's own properties.
  fetchNextRequest = async <T extends object>(): Promise<Request<T> | null> => {
    if (await this.isEmpty()) return null;
    const first = this.#waiting.shift();
    if (!first) return null;
    const pages = [first];
    while (isKnown(first) && pages.length < mostTogether && this.#waiting[0] && isKnown(this.#waiting[0]))
      pages.push(this.#waiting.shift()!);
    this.#underWay++;
    this.#pages.set(first.id, pages);
    return this.#request(first) as Request<T>;
  };

  async isEmpty(): Promise<boolean> {
    await this.#fill();
    return this.#waiting.length === 0 || (await this.#holds());
  }

  async isFinished(): Promise<boolean> {
    const done = () => this.#underWay === 0 && this.#allWritten();
    return done() && (await this.isEmpty()) && done() && this.#dry && this.#waiting.length === 0;
  }

  async markRequestHandled(request: Request): Promise<void> {
    this.#pages.delete(request.uniqueKey);
    this.#underWay--;
    this.#handled++;
  }

  async #fill(): Promise<void> {
    if (this.#waiting.length > 0 || this.#dry) return;
    this.#reading ??= this.#readMore().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #readMore(): Promise<void> {
    // Before the question, so that what is settled while it is under way asks it again.
    this.#dry = true;
    const pages = await this.#read([...this.#taken], window);
    for (const { id } of pages) this.#taken.add(id);
    this.#waiting.push(...pages);
    if (pages.length > 0) this.#dry = false;
  }

  handledCount = async () => this.#handled;
  getTotalCount = () => this.#handled + this.#underWay + this.#waiting.length;
  getPendingCount = () => this.#waiting.length;

  /** Pages are entered in the ledger, never here. */
  addRequest = (): never => unsupported();
  addRequestsBatched = (): never => unsupported();
  reclaimRequest = (): never => unsupported();

  async *[Symbol.asyncIterator](): AsyncGenerator<Request> {
    for (let next = await this.fetchNextRequest(); next; next = await this.fetchNextRequest()) yield next;
  }
}

const isKnown = ({ kind, version, etag, lastModified }: CrawlInput) =>
  kind === 'article' && version > 0 && (etag ?? lastModified) !== null;

function unsupported(): never {
  throw new Error('Pages wait in the ledger, not in the crawler.');
}
