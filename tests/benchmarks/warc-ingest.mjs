// Ingest of a large WARC.gz, mostly of images, requests and redirects: packed MB a second, peak memory, and CPU against
// a loop that only unpacks the same file.
//   npm run build && node tests/benchmarks/warc-ingest.mjs [megabytes, 300]
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGunzip, gzipSync } from 'node:zlib';
import { readRecords } from '../../dist/pipeline/ingest/read-records.js';
import { packageRoot } from '../../dist/pipeline/package-root.js';

const [first = '300', given] = process.argv.slice(2);
if (first === 'unpack') await measured(() => unpack(given));
else if (first === 'read') await measured(() => read(given));
else await compare(Number(first));

async function compare(megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-warc-'));
  const path = join(folder, 'slice.warc.gz');
  try {
    const { records, pages } = await writeArchive(path, megabytes * 1e6);
    console.log(`${megabytes} MB packed, ${records} records, ${pages} of them pages`);
    const own = fileURLToPath(import.meta.url);
    const bare = await child([own, 'unpack', path], folder);
    const show = (name, { cpu, seconds, peakMb }) =>
      console.log(
        `  ${name}: ${(megabytes / seconds).toFixed(0)} MB/s, CPU ${(cpu / 1000).toFixed(1)} s, ratio ${(cpu / bare.cpu).toFixed(2)}, peak ${peakMb.toFixed(0)} MB`,
      );
    show('unpacking alone', bare);
    show('reading and choosing', await child([own, 'read', path], folder));
    const main = join(packageRoot, 'dist', 'cli', 'main.js');
    const ingest = await child([main, 'ingest', path, '--json'], folder);
    console.log(
      `  ingest into the ledger: ${(megabytes / ingest.seconds).toFixed(0)} MB/s, ${ingest.added} pages of ${ingest.records} records, peak ${ingest.peakMb.toFixed(0)} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function writeArchive(path, bytes) {
  const out = createWriteStream(path);
  const images = Array.from({ length: 300 }, (_, number) =>
    gzipSync(response(number, 'image/jpeg', randomBytes(3000 + ((number * 7919) % 20_000)))),
  );
  const small = [
    gzipSync(record('request', 1, 'GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n')),
    gzipSync(record('metadata', 1, 'fetchTimeMs: 120\r\n')),
    gzipSync(record('response', 1, 'HTTP/1.1 301 Moved\r\nLocation: /2\r\n\r\n')),
  ];
  const words =
    'market house garden water green hill price team game season recipe butter flour oven travel beach'.split(' ');
  let records = 0;
  let pages = 0;
  while (out.bytesWritten + out.writableLength < bytes) {
    const isPage = records++ % 10 === 0;
    if (isPage) pages++;
    const text = () => Array.from({ length: 4000 }, () => words[(Math.random() * words.length) | 0]).join(' ');
    const member = isPage
      ? gzipSync(response(records, 'text/html', Buffer.from(`<html><body><p>${text()}</p></body></html>`)))
      : records % 3 === 0
        ? small[records % small.length]
        : images[records % images.length];
    if (!out.write(member)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return { records, pages };
}

function response(number, type, body) {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return record('response', number, Buffer.concat([Buffer.from(head), body]));
}

function record(type, number, block) {
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Target-URI: http://news.example/${number}\r\nContent-Length: ${Buffer.byteLength(block)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(block), Buffer.from('\r\n\r\n')]);
}

async function unpack(path) {
  let bytes = 0;
  for await (const chunk of createReadStream(path).pipe(createGunzip({ chunkSize: 256 * 1024 }))) bytes += chunk.length;
  return { bytes };
}

async function read(path) {
  let kept = 0;
  const file = { path, name: path, format: 'warc' };
  for await (const each of readRecords(file, { text: 'text' }, { sources: new Map() }))
    if (!('skipped' in each)) kept++;
  return { kept };
}

/** CPU of this process in milliseconds, without that of starting it. */
async function measured(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ...result, cpu: (user + system) / 1000 }));
}

async function child(args, cwd) {
  const began = Date.now();
  const started = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  started.stdout.on('data', (chunk) => {
    text += chunk;
  });
  let peakMb = 0;
  const timer = setInterval(() => {
    const status = existsSync(`/proc/${started.pid}/status`) ? readFileSync(`/proc/${started.pid}/status`, 'utf8') : '';
    peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 50);
  const code = await new Promise((done) => started.once('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.slice(1).join(' ')} ended with ${code}`);
  return { ...JSON.parse(text), seconds: (Date.now() - began) / 1000, peakMb };
}
