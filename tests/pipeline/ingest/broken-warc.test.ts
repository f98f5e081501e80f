import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openIngest } from './ingest-files.ts';
import { members, response, warcRecord } from './warc-records.ts';

const { take, pages } = await openIngest();
const at = (path: string) => `https://news.example/${path}`;
const page = (path: string) => response(at(path), `<html><body><p>About ${path}.</p></body></html>`);
const urls = async (source: string, state: string) =>
  (await pages(source)).filter((row) => row.state === state).map(({ url }) => url);

/** Ingests, and expects the pages named and the problems told. */
async function expectTaken(name: string, content: Buffer | string, kept: string[], problems: RegExp[]): Promise<void> {
  const report = await take(name, content, { source: name });
  expect(report.broken.map(({ problem }) => problem)).toEqual(
    problems.map((problem) => expect.stringMatching(problem)),
  );
  expect(await urls(name, 'pending')).toEqual(kept.map(at));
  const dropped = (await pages(name)).filter(({ state }) => state === 'dropped');
  expect(dropped.map(({ reason }) => reason)).toEqual(problems.map(() => 'unreadable'));
  expect(report.records).toBe(report.added + report.skippedCount);
}

describe('ingest of broken WARC files', () => {
  it('goes on after a record whose Content-Length lies', async () => {
    const lie = (path: string, by: number) =>
      Buffer.from(
        page(path)
          .toString()
          .replace(/Content-Length: (\d+)/, (_, length) => `Content-Length: ${Number(length) + by}`),
      );
    const records = [page('1'), lie('short', -20), page('2'), lie('long', 50), page('3'), page('4')];
    const problem = /does not end where its Content-Length says/;
    // The one that is too long takes the head of the record after it along.
    for (const [name, bytes] of [
      ['lies.warc', Buffer.concat(records)],
      ['lies.warc.gz', members(records)],
    ] as const)
      await expectTaken(name, bytes, ['1', '2', '4'], [problem, problem]);
    const nonsense = Buffer.from(
      page('no')
        .toString()
        .replace(/Content-Length: \d+/, 'Content-Length: -5'),
    );
    await expectTaken('nonsense.warc', Buffer.concat([nonsense, page('yes')]), ['yes'], [/no valid Content-Length/]);
  });

  it('keeps what came before the place where a file was cut off, and says where', async () => {
    const records = [page('1'), page('2'), page('3')];
    const whole = Buffer.concat(records);
    await expectTaken('cut.warc', whole.subarray(0, whole.length - 30), ['1', '2'], [/ends in the middle of it/]);
    const inHead = whole.subarray(0, records[0]!.length + 40);
    await expectTaken('cut-head.warc', inHead, ['1'], [/ends in its headers/]);
    const packed = members(records);
    const cut = packed.subarray(0, packed.length - 60);
    await expectTaken('cut.warc.gz', cut, ['1', '2'], [/in the middle of its gzip data, before byte \d+/]);
    const report = await take('where.warc', whole.subarray(0, whole.length - 30));
    expect(report.broken[0]?.place).toBe(`record 3 (byte ${records[0]!.length * 2} of the unpacked data)`);
  });

  it('keeps what came before damaged gzip data, and nothing that the damage may have touched', async () => {
    const body = () => randomBytes(1500).toString('hex');
    const paths = Array.from({ length: 500 }, (_, number) => String(number).padStart(4, '0'));
    const packed = paths.map((path) => gzipSync(response(at(path), body(), { 'Content-Type': 'text/plain' })));
    const checksum = packed[400]!;
    checksum[checksum.length - 8]! ^= 0xff;
    const report = await take('checksum.warc.gz', Buffer.concat(packed), { source: 'checksum' });
    expect(report.broken.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/damaged \(incorrect data check\), before byte \d+ of the file/),
    ]);
    const kept = await urls('checksum', 'pending');
    expect(kept).toEqual(paths.slice(0, kept.length).map(at));
    expect(kept.length).toBeGreaterThan(250);
    expect(kept.length).toBeLessThanOrEqual(400);
    const tail = Buffer.concat([...packed.slice(0, 300), Buffer.from('no gzip member')]);
    expect((await take('tail.warc.gz', tail)).broken).toMatchObject([{ problem: expect.stringMatching(/damaged/) }]);
  });

  it('says what is no WARC file, and reads on to records in it', async () => {
    await expectTaken('page.warc', '<html>\r\n\r\nhello</html>', [], [/no WARC record: it begins with "<html>"/]);
    await expectTaken('empty.warc', '', [], [/the file is empty/]);
    await expectTaken('empty.warc.gz', gzipSync(''), [], [/the file is empty/]);
    const late = Buffer.concat([Buffer.from('rubbish\n'), page('late')]);
    await expectTaken('late.warc', late, ['late'], [/begins with "rubbish"/]);
    // A server that unpacked the file and left its name.
    await expectTaken('unpacked.warc.gz', page('unpacked'), ['unpacked'], []);
  });

  it('holds no flood of headers, and no bomb', async () => {
    const flood = `WARC/1.0\r\nWARC-Type: response\r\n${'X-Flood: and so on\r\n'.repeat(200_000)}\r\n`;
    await expectTaken('flood.warc', Buffer.concat([Buffer.from(flood), page('1')]), ['1'], [/headers are over/]);
    const http = response(at('x'), 'x', { 'X-Long': 'a'.repeat(1_000_000) });
    await expectTaken('flood-http.warc', Buffer.concat([http, page('1')]), ['1'], [/HTTP response cannot be read/]);
    // 256 MB of zero bytes in a quarter of a megabyte, under a length that is a lie.
    const head = Buffer.from('WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\n');
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat([gzipSync(head), zeros, zeros, zeros, zeros]);
    const before = process.memoryUsage().rss;
    let peak = 0;
    const timer = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 20);
    await expectTaken(
      'bomb.warc.gz',
      Buffer.concat([members([page('1')]), bomb, members([page('2')])]),
      ['1', '2'],
      [/does not end where/],
    ).finally(() => clearInterval(timer));
    expect(peak - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('names a body that breaks off or is not in its coding', async () => {
    const broken = [
      response(at('a'), '10\r\n<html>0123456789\r\nnot a size\r\n', { 'Transfer-Encoding': 'chunked' }),
      response(at('b'), Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(50, 0xff)]), {
        'Content-Encoding': 'gzip',
      }),
      warcRecord({ 'WARC-Type': 'response', 'WARC-Target-URI': at('c') }, 'no HTTP\r\n\r\n'),
    ];
    const problems = [/chunked body breaks off/, /is not gzip/, /to hold an HTTP response/];
    await expectTaken('bodies.warc.gz', members([...broken, page('1')]), ['1'], problems);
  });
});
