import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { splitLines } from '../ingest/split-lines.ts';
import { type FetchedPage, losses } from './fetch-page.ts';

/** A page that was fetched longer ago is fetched anew. */
const keepMs = 24 * 60 * 60 * 1000;
const longestLine = 64 << 20;

const entrySchema = z.object({
  url: z.string(),
  at: z.number(),
  page: z.union([
    z.object({ text: z.object({ textHash: z.string(), blocks: z.array(z.string()) }) }),
    z.object({ lost: z.enum(losses), detail: z.string() }),
  ]),
});

/** Where the text of a page stands in the file; of one without, why it has none. */
type Known = { from: number; length: number } | Extract<FetchedPage, { lost: unknown }>;

/**
 * What was fetched so far, in a file that one who is killed leaves behind and the next goes on with. Pages that could
 * not be fetched are tried again then.
 */
export class FetchedPages {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #known: Map<string, Known>;
  #end: number;
  #written = Promise.resolve();
  #last: { url: string; page: FetchedPage } | undefined;

  private constructor(path: string, file: FileHandle, known: Map<string, Known>, end: number) {
    this.#path = path;
    this.#file = file;
    this.#known = known;
    this.#end = end;
  }

  static async open(path: string): Promise<FetchedPages> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    const known = new Map<string, Known>();
    let from = 0;
    for await (const { bytes } of splitLines(createReadStream(path), longestLine)) {
      const { length } = bytes;
      const entry = read(bytes);
      if (entry && entry.at > Date.now() - keepMs && !('lost' in entry.page && entry.page.lost === 'failed'))
        known.set(entry.url, 'text' in entry.page ? { from, length } : entry.page);
      from += length + 1;
    }
    // Behind a line that was cut short by a kill, the next begins anew.
    const { size } = await file.stat();
    if (size > 0 && from > size) await file.appendFile('\n');
    return new FetchedPages(path, file, known, (await file.stat()).size);
  }

  has(url: string): boolean {
    return this.#known.has(url);
  }

  add(url: string, page: FetchedPage): Promise<void> {
    const bytes = Buffer.from(JSON.stringify({ url, at: Date.now(), page }));
    this.#known.set(url, 'text' in page ? { from: this.#end, length: bytes.length } : page);
    this.#end += bytes.length + 1;
    // One after the other, or a line would not stand where it was to.
    this.#written = this.#written.then(() => this.#file.appendFile(Buffer.concat([bytes, Buffer.from('\n')])));
    return this.#written;
  }

  async get(url: string): Promise<FetchedPage | undefined> {
    // Pairs of one document follow one another.
    if (this.#last?.url === url) return this.#last.page;
    const known = this.#known.get(url);
    if (!known || 'lost' in known) return known;
    const { buffer } = await this.#file.read(Buffer.alloc(known.length), 0, known.length, known.from);
    const page = read(buffer)?.page;
    if (page) this.#last = { url, page };
    return page;
  }

  /** Leaves the file for another time, or not. */
  async close({ keep }: { keep: boolean }): Promise<void> {
    await this.#file.close();
    if (!keep) await rm(this.#path, { force: true });
  }
}

function read(bytes: Buffer): z.infer<typeof entrySchema> | null {
  try {
    return entrySchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}
