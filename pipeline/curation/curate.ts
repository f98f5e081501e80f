import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { sha256 } from '../hash.ts';
import { insertRows } from '../ledger/insert-rows.ts';
import type { LedgerDatabase, LedgerTransaction } from '../ledger/ledger.ts';
import { type Language, languageSchema } from '../records.ts';
import { type Caps, choosePairs, type LeftOut, type WeighedPair } from './choose-pairs.ts';
import { Claims } from './claims.ts';
import { claimsInDocument } from './claims-in-document.ts';
import { ClaimsInTask } from './claims-in-task.ts';
import { type CurationReport, curationReport } from './curation-report.ts';
import { type CandidatePair, readDocumentsPairs, readTask } from './read-candidates.ts';

export interface CurationSettings extends Caps {
  noveltyThreshold: number;
  /** Whose pair is taken where several models answered the same. */
  preferredModel: string;
}

/** Changes with the rules, so that what they said before is not taken for what they say. */
const rules = 1;

/**
 * Decides anew which pairs exports leave out, of all pairs at once, and stores it: it depends on the pairs and the settings
 * alone. Returns at once where neither has changed since. One at a time; others wait.
 */
export async function curate(
  db: LedgerDatabase,
  { noveltyThreshold, documentCap, sourceCap }: Pick<Config, 'noveltyThreshold' | 'documentCap' | 'sourceCap'>,
  preferredModel = '',
): Promise<CurationReport & { isFresh: boolean }> {
  const settings = { noveltyThreshold, documentCap, sourceCap, preferredModel };
  return db.connection().execute(async (connection) => {
    const lock = sql`hashtextextended('sevenllm curate', 0)`;
    await sql`select pg_advisory_lock(${lock})`.execute(connection);
    try {
      return await connection
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => {
          const isFresh = await curateSnapshot(transaction, settings);
          return { isFresh, ...(await curationReport(transaction)) };
        });
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
}

async function curateSnapshot(transaction: LedgerTransaction, settings: CurationSettings): Promise<boolean> {
  const fingerprint = await fingerprintOf(transaction, settings);
  const known = await transaction.selectFrom('curation_state').select('fingerprint').executeTakeFirst();
  if (known?.fingerprint === fingerprint) return false;
  await transaction.deleteFrom('curation').execute();
  for (const language of languageSchema.options)
    await writeLeftOut(transaction, language, await leftOutOf(transaction, language, settings));
  await insertRows(transaction, 'curation_state', [{ one: true, fingerprint, computed_at: new Date().toISOString() }], {
    on: 'one',
    update: ['fingerprint', 'computed_at'],
  });
  return true;
}

/** By each row's last writing: a pair that is written again, under its old id, counts as another. */
async function fingerprintOf(transaction: LedgerTransaction, settings: CurationSettings): Promise<string> {
  const { rows } = await sql<Record<string, string>>`
    select
      (select count(*)::text || ' ' || coalesce(sum(hashtextextended(id || xmin::text, 0)::numeric), 0) from pair) as pairs,
      (select count(*)::text || ' ' || coalesce(sum(hashtextextended(cell_id || model || xmin::text, 0)::numeric), 0)
        from judgement) as judgements`.execute(transaction);
  return sha256(JSON.stringify({ rules, settings, ...rows[0] }));
}

async function leftOutOf(
  transaction: LedgerTransaction,
  language: Language,
  settings: CurationSettings,
): Promise<LeftOut[]> {
  const claims = new Claims();
  const pairs = new Map<string, WeighedPair>();
  const tasks = await sql<{ task: string }>`
    select distinct task from pair where language = ${language} order by task`.execute(transaction);
  for (const { task } of tasks.rows) {
    const inTask = new ClaimsInTask(language, claims);
    for await (const pair of readTask(transaction, language, task, settings.preferredModel)) {
      const { instruction: _, input: _input, output: _output, blocks: _blocks, ...standing } = pair;
      pairs.set(pair.id, { ...standing, claims: inTask.of(pair) });
    }
    await inTask.end(settings.noveltyThreshold);
  }
  for await (const document of byDocument(readDocumentsPairs(transaction, language, settings.preferredModel))) {
    for (const [at, claim] of claimsInDocument(document, language, claims).entries())
      if (claim !== undefined) pairs.get(document[at]!.id)?.claims.push(claim);
  }
  return choosePairs([...pairs.values()], claims, settings);
}

async function* byDocument(pairs: AsyncIterable<CandidatePair>): AsyncGenerator<CandidatePair[]> {
  let together: CandidatePair[] = [];
  for await (const pair of pairs) {
    if (together[0] && together[0].documentId !== pair.documentId) {
      yield together;
      together = [];
    }
    together.push(pair);
  }
  if (together.length > 0) yield together;
}

/** With a pair go those that other models made of the same document and task: an export would take them in its place. */
async function writeLeftOut(transaction: LedgerTransaction, language: Language, left: LeftOut[]): Promise<void> {
  for (let start = 0; start < left.length; start += 2000) {
    const part = left.slice(start, start + 2000);
    await sql`
      insert into curation (pair_id, reason, of, detail)
      select pair.id, made.reason, made.of, made.detail from unnest(
        ${part.map(({ pair }) => pair.documentId)}::text[], ${part.map(({ pair }) => pair.task)}::text[],
        ${part.map(({ reason }) => reason)}::text[], ${part.map(({ of }) => of)}::text[],
        ${part.map(({ detail }) => detail)}::text[]) as made (document_id, task, reason, of, detail)
      join pair on pair.document_id = made.document_id and pair.task = made.task and pair.language = ${language}`.execute(
      transaction,
    );
  }
}
