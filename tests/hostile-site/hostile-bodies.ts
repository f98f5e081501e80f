import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, gzipSync } from 'node:zlib';
import { articlePage, type HostilePage, html, raw } from './hostile-page.ts';
import { reports } from './reports.ts';

const megabyte = 1024 * 1024;
/** Ten megabytes of zeros in ten kilobytes; a gzip stream may be any number of them. */
const gzipMember = gzipSync(Buffer.alloc(10 * megabyte));

function* repeated(chunk: Buffer, times: number): Generator<Buffer> {
  for (let number = 0; number < times; number++) yield chunk;
}

const send =
  (type: string, encoding: string | null, chunks: () => Iterable<Buffer>): HostilePage['answer'] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type, ...(encoding && { 'content-encoding': encoding }) });
    pipeline(Readable.from(chunks()), response).catch(() => {});
  };

/** Some ten gigabytes in ten megabytes. */
export const gzipBomb = (type: string, encoding: string | null): HostilePage['answer'] =>
  send(type, encoding, () => repeated(gzipMember, 950));

const brotliBomb: HostilePage['answer'] = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'br' });
  const compress = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  pipeline(Readable.from(repeated(Buffer.alloc(megabyte), 10_000)), compress, response).catch(() => {});
};

const endless = send('text/html', null, () => repeated(Buffer.from(`<p>${'and on '.repeat(9000)}</p>`), 1_000_000));

/** The start of a response, and then a byte a second. */
const drip = (start: string): HostilePage['answer'] =>
  raw((socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write('x'), 1000);
    socket.on('close', () => clearInterval(timer)).on('error', () => {});
  });

function* table(megabytes: number): Generator<Buffer> {
  const [title, ...paragraphs] = reports.cloud;
  const row = '<tr><td>198.51.100.7</td><td>malware</td><td>evil.example</td></tr>\n';
  yield Buffer.from(articlePage(title, paragraphs, '<table>'));
  yield* repeated(Buffer.from(row.repeat(1000)), Math.floor((megabytes * megabyte) / (row.length * 1000)));
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n';
const article = articlePage(reports.audit[0], reports.audit.slice(1));
const abrupt = (socket: Socket, text: string) => {
  socket.write(text, () => setTimeout(() => socket.resetAndDestroy(), 50));
};

/** Bodies and headers that are no honest answer. */
export const bodyPages: readonly HostilePage[] = [
  { path: '/article/gzip-bomb', becomes: 'too-large', answer: gzipBomb('text/html', 'gzip') },
  { path: '/article/brotli-bomb', becomes: 'too-large', answer: brotliBomb },
  { path: '/article/endless', becomes: 'too-large', answer: endless },
  { path: '/article/table-of-50-megabytes', becomes: 'too-large', answer: send('text/html', null, () => table(50)) },
  {
    path: '/article/table-of-9-megabytes',
    becomes: ['unreadable', 'too-long'],
    answer: send('text/html', null, () => table(9)),
  },
  {
    path: '/article/header-flood',
    becomes: 'too-large',
    answer: raw((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let number = 0; number < 50_000; number++) socket.write(`x-${number}: ${'y'.repeat(100)}\r\n`);
    }),
  },
  { path: '/article/not-gzip', becomes: 'http-error', answer: html('<p>plain', { 'content-encoding': 'gzip' }) },
  { path: '/article/no-http', becomes: 'http-error', answer: raw((socket) => socket.end(article)) },
  {
    path: '/article/html-as-image',
    becomes: 'unsupported-content-type',
    answer: html(article, { 'content-type': 'image/png' }),
  },
  {
    path: '/article/program-as-html',
    becomes: 'binary',
    answer: html(Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(4096, 7)])),
  },
  {
    path: '/article/cookies',
    becomes: 'document',
    holds: reports.denial[2],
    answer: html(articlePage(reports.denial[0], reports.denial.slice(1)), {
      'set-cookie': Array.from({ length: 60 }, (_, number) => `c${number}=${'z'.repeat(400)}; Max-Age=99999999`),
    }),
  },
  {
    path: '/article/cut-by-its-length',
    becomes: 'unsupported-language',
    answer: raw((socket) => socket.end(`${ok}content-length: 120\r\n\r\n${article}`)),
  },
  { host: 'drip.example', path: '/', becomes: 'failed', answer: drip(`${ok}content-length: 100000\r\n\r\n<p>`) },
  { host: 'silent.example', path: '/', becomes: 'failed', answer: () => {} },
  { host: 'endless-header.example', path: '/', becomes: 'failed', answer: drip('HTTP/1.1 200 OK\r\nx-header: ') },
  {
    host: 'reset.example',
    path: '/',
    becomes: 'failed',
    answer: raw((socket) => abrupt(socket, `${ok}content-length: 100000\r\n\r\n<p>half`)),
  },
  {
    host: 'short.example',
    path: '/',
    becomes: 'failed',
    answer: raw((socket) => socket.end(`${ok}content-length: 100000\r\n\r\n<p>half`)),
  },
  {
    host: 'later.example',
    path: '/',
    becomes: 'failed',
    answer: (_, response) => {
      response.writeHead(429, { 'retry-after': '1000000000' }).end();
    },
  },
];
