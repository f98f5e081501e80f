import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../../../pipeline/ingest/split-lines.ts';
import { openIngest } from './ingest-files.ts';

const { take, write, read, pages } = await openIngest();
const line = (text: string) => JSON.stringify({ text });

describe('ingest of JSONL files', () => {
  it('reports an endless line without holding it, and takes in the lines after it', async () => {
    const path = await write('endless.jsonl', `${line('First.')}\n`);
    const file = createWriteStream(path, { flags: 'a' });
    const piece = Buffer.alloc(4 * 1024 * 1024, 'a');
    for (let count = 0; count < 50; count++) if (!file.write(piece)) await once(file, 'drain');
    await new Promise<void>((resolve) => file.end(`\n${line('Second.')}\n`, () => resolve()));
    const before = process.memoryUsage().rss;
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 10);
    const report = await read([path], { source: 'endless' }).finally(() => clearInterval(timer));
    expect(report.broken).toMatchObject([{ place: 'line 2', problem: 'it is longer than 10485760 bytes' }]);
    expect(report).toMatchObject({ records: 3, added: 3 });
    expect((await pages('endless')).map(({ state }) => state).sort()).toEqual(['dropped', 'pending', 'pending']);
    expect(peak - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('keeps the lines before the place where packed data was cut off, and says so', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, number) => line(`Text ${number * 7919}.`)).join('\n'));
    await expect(take('cut.jsonl.gz', packed.subarray(0, packed.length / 2), { source: 'cut' })).rejects.toThrow(
      /Cannot read .*cut\.jsonl\.gz beyond line \d+: the file ends in the middle of its gzip data/,
    );
    expect((await pages('cut')).length).toBeGreaterThan(1000);
  });

  it('splits lines wherever the pieces of the file end, and only at line feeds', async () => {
    const lines = ['', 'one', 'with \u2028 in it', 'x'.repeat(300), '', 'last'];
    const bytes = Buffer.from(lines.join('\r\n'));
    for (const size of [1, 2, 7, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const found: string[] = [];
      for await (const { bytes: text, tooLong } of splitLines(streamOf(pieces), 200))
        found.push(tooLong ? 'too long' : text.toString());
      expect(found).toEqual(lines.map((text) => (text.length > 200 ? 'too long' : text)));
    }
  });
});

async function* streamOf(pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
