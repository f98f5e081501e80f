// Near-duplicates. In memory: CPU of normalising, signing, indexing and verifying documents of 300 tokens, with the recall
// of planted pairs and the precision of what is found. Through the ledger: milliseconds for one document more (entered by
// `clean`, compared by `dedupe`), and how that grows with what is stored.
//   npm run build && node tests/benchmarks/near-duplicates.mjs [90000] [--stored 10000,100000] [--batch 1000] [--rounds 5]
// The whole thing, which needs 6 GB of disk for a while: --stored 10000,1000000
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../dist/pipeline/config.js';
import { idOf, sha256 } from '../../dist/pipeline/hash.js';
import { openLedger } from '../../dist/pipeline/ledger/ledger.js';
import { beginRun } from '../../dist/pipeline/ledger/runs.js';
import { settleAll } from '../../dist/pipeline/ledger/settle.js';
import { dedupeStage, nearDuplicateAt } from '../../dist/pipeline/stages/dedupe/dedupe.js';
import { bandsOf, signatureOfText } from '../../dist/pipeline/stages/dedupe/minhash.js';
import { jaccard, normaliseText, shinglesOf } from '../../dist/pipeline/stages/dedupe/shingles.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stored: { type: 'string', default: '10000,100000' },
    batch: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
let state = 7;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const tokens = 300;
const bandCount = bandsOf(signatureOfText('', 'en')).length;
const text = () => Array.from({ length: tokens }, () => `w${random(30_000)}`);

inMemory(Number(positionals[0] ?? 90_000));
await throughLedger(values.stored.split(',').map(Number), Number(values.batch));

/** Every tenth document is an edited copy of the one before it, at similarities from 0.6 up. */
function inMemory(count) {
  const documents = [];
  while (documents.length < count) {
    const words = text();
    documents.push(`${words.join(' ')}.`);
    if (documents.length % 10 === 9) documents.push(edited(words).join(', '));
  }
  const cpu = process.cpuUsage();
  const normalised = documents.map((document) => normaliseText(document));
  const bands = Array.from({ length: bandCount }, () => new Map());
  // The document before this one in its bucket, by band.
  const previous = new Int32Array(count * bands.length).fill(-1);
  const candidates = new Set();
  for (const [number, document] of normalised.entries())
    for (const [band, hash] of bandsOf(signatureOfText(document, 'en')).entries()) {
      // Thirty bits make a small integer; the few that meet by chance do not pass the verification.
      const key = Number(BigInt.asUintN(30, hash));
      const last = bands[band].get(key) ?? -1;
      bands[band].set(key, number);
      previous[number * bands.length + band] = last;
      for (let other = last; other >= 0; other = previous[other * bands.length + band])
        candidates.add(other * count + number);
    }
  const found = new Set();
  for (const pair of candidates)
    if (similarity(normalised[Math.floor(pair / count)], normalised[pair % count]) >= nearDuplicateAt) found.add(pair);
  const used = process.cpuUsage(cpu);
  let wanted = 0;
  let met = 0;
  let edge = 0;
  let edgeMet = 0;
  for (let number = 9; number < count; number += 10) {
    const truth = similarity(normalised[number - 1], normalised[number]);
    if (truth < nearDuplicateAt) continue;
    const isFound = found.has((number - 1) * count + number);
    wanted++;
    met += isFound;
    if (truth > 0.82) continue;
    edge++;
    edgeMet += isFound;
  }
  const precision =
    [...found].filter(
      (pair) => similarity(normalised[Math.floor(pair / count)], normalised[pair % count]) >= nearDuplicateAt,
    ).length / found.size;
  console.log(
    `in memory: ${count} documents of ${tokens} tokens, ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU; ` +
      `${candidates.size} candidates, ${found.size} near-duplicates, precision ${precision}; recall at ≥ ${nearDuplicateAt}: ` +
      `${(met / wanted).toFixed(4)} of ${wanted}, at 0.80 to 0.82: ${(edgeMet / edge).toFixed(4)} of ${edge}`,
  );
}

function edited(words) {
  const changes = random(18);
  const copy = [...words];
  for (let change = 0; change < changes; change++) copy[random(tokens)] = `x${random(1e6)}`;
  return copy;
}

function similarity(a, b) {
  return jaccard(shinglesOf(a, 'en'), shinglesOf(b, 'en'));
}

/** A database for each size in one server; their batches take turns, so that a busy machine slows all of them alike. */
async function throughLedger(sizes, batch) {
  const home = mkdtempSync(join(tmpdir(), 'sevenllm-near-duplicates-'));
  const server = await openLedger(loadConfig({ home }, {}));
  const ledgers = [];
  try {
    for (const size of sizes) {
      const began = performance.now();
      await server.pool.query(`create database stored_${size}`);
      const url = new URL(server.url);
      url.pathname = `/stored_${size}`;
      const config = loadConfig({ databaseUrl: url.href }, {});
      const ledger = await openLedger(config);
      ledgers.push({ size, ledger, runId: await beginRun(ledger.db, 'benchmark', config), rounds: [] });
      await store(ledger, 0, size);
      console.log(`${size} stored in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    // The first round finds cold caches.
    for (let round = 0; round <= Number(values.rounds); round++)
      for (const { ledger, runId, rounds } of ledgers) {
        const took = await add(ledger, runId, batch);
        if (round > 0) rounds.push(took);
      }
    for (const { size, rounds } of ledgers) {
      const of = (key, list = rounds) => list.map((round) => round[key]).sort((x, y) => x - y)[list.length >> 1];
      console.log(
        `beside ${size}: a document more takes ${of('mean').toFixed(2)} ms, its comparison ${of('comparing').toFixed(2)} ms ` +
          `(medians of ${rounds.length} batches of ${batch}); ${of('cpu').toFixed(2)} ms of Node's CPU; ` +
          `${(of('mean') / of('mean', ledgers[0].rounds)).toFixed(2)} times the first`,
      );
    }
  } finally {
    for (const { ledger } of ledgers) await ledger.close();
    await server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Fills the ledger with documents of random signatures, the indices taken off meanwhile. */
async function store({ pool }, from, to) {
  const { rows: indices } = await pool.query(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = 'document_band' and indexname <> 'document_band_pkey'`,
  );
  for (const { name } of indices) await pool.query(`drop index ${name}`);
  await pool.query('alter table document_band drop constraint document_band_pkey');
  for (let start = from; start < to; start += 50_000) {
    const range = [start, Math.min(to, start + 50_000) - 1];
    await pool.query(
      `insert into page (id, source, url, kind, status) select 'page_' || md5(n::text), 'stored', 'http://stored.example/' || n, 'article', 200
       from generate_series($1::int, $2::int) n`,
      range,
    );
    await pool.query(
      `insert into document (id, page_id, source, url, title, authors, tags, language, blocks, text_hash, signature, length)
       select 'doc_' || left(md5(n::text), 16), 'page_' || md5(n::text), 'stored', 'http://stored.example/' || n, 'Stored', '[]', '[]', 'en',
         '[{"kind": "paragraph", "text": "Stored."}]', md5(n::text), '\\x00', 7
       from generate_series($1::int, $2::int) n`,
      range,
    );
    await pool.query(
      `insert into document_band (band, hash, document_id)
       select band, hashint8extended(n * 100 + band, 0), 'doc_' || left(md5(n::text), 16)
       from generate_series($1::int, $2::int) n, generate_series(0, $3::int - 1) band`,
      [...range, bandCount],
    );
  }
  await pool.query('alter table document_band add constraint document_band_pkey primary key (band, hash, document_id)');
  for (const { definition } of indices) await pool.query(definition);
  await pool.query('vacuum analyze document_band');
  await pool.query('vacuum analyze document');
  await pool.query('checkpoint');
}

/** Puts new documents through `clean`'s settlement and `dedupe`, fifty together, as the runner does. */
async function add({ db, pool }, runId, count) {
  const stage = dedupeStage(db);
  const documents = Array.from({ length: count }, () => newDocument());
  await pool.query(
    `insert into page (id, source, url, kind, status) select id, 'new', 'http://new.example/' || id, 'article', 200 from unnest($1::text[]) id`,
    [documents.map(({ document }) => document.pageId)],
  );
  await pool.query(
    `insert into work (stage, record_id, group_id, state, run_id) select 'clean', id, id, 'pending', $2 from unnest($1::text[]) id`,
    [documents.map(({ document }) => document.pageId), runId],
  );
  const common = { model: '', reason: null, detail: null, runId, teacherModel: 'rules-1', state: 'kept' };
  const times = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let start = 0; start < count; start += 50) {
    const part = documents.slice(start, start + 50);
    await settleAll(
      db,
      part.map((made) => ({
        ...{ ...common, stage: 'clean', recordId: made.document.pageId, groupId: made.document.pageId },
        outputs: { documents: [made] },
      })),
    );
    const settlements = [];
    for (const { document } of part) {
      const before = performance.now();
      const { outputs } = await stage.run(document);
      times.push(performance.now() - before);
      settlements.push({ ...common, stage: 'dedupe', recordId: document.id, groupId: document.id, outputs });
    }
    await settleAll(db, settlements);
  }
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  return {
    mean: (seconds * 1000) / count,
    comparing: times[times.length >> 1],
    cpu: (used.user + used.system) / 1000 / count,
  };
}

function newDocument() {
  const words = text().join(' ');
  const normalised = normaliseText(words);
  const pageId = idOf('page', words);
  const document = {
    ...{
      id: idOf('doc', pageId),
      pageId,
      source: 'new',
      url: `http://new.example/${pageId}`,
      title: 'New',
      authors: [],
    },
    ...{
      publishedAt: null,
      modifiedAt: null,
      siteName: null,
      canonicalUrl: null,
      tags: [],
      language: 'en',
      licence: null,
    },
    ...{ blocks: [{ kind: 'paragraph', text: words }], textHash: sha256(normalised) },
  };
  return { document, signature: signatureOfText(normalised, 'en') };
}
