import { idOf, sha256 } from '../hash.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type IngestedPage, insertIngested } from '../ledger/page-rows.ts';
import { enterWork } from '../ledger/work.ts';
import type { InputFile } from './input-files.ts';
import { type RecordFields, readRecords } from './read-records.ts';

export interface IngestOptions {
  files: readonly InputFile[];
  fields: RecordFields;
  /** Name that documents of these files have as their source. */
  source: string;
  runId: string;
  signal?: AbortSignal;
  onProgress?(report: IngestReport): void;
}

export interface IngestReport {
  files: number;
  /** Records read, broken ones included. */
  records: number;
  /** Of these, new to the ledger. */
  added: number;
  broken: { file: string; line: number; problem: string }[];
  brokenCount: number;
}

const batchSize = 200;
const mostBrokenShown = 20;

/**
 * Takes files into the ledger as pages to clean, record by record; reading a file again adds nothing. A record that
 * cannot be read is entered too, as dropped, so that the counts balance.
 */
export async function ingest(ledger: Ledger, options: IngestOptions): Promise<IngestReport> {
  const { files, fields, source, runId, signal, onProgress } = options;
  const report: IngestReport = { files: 0, records: 0, added: 0, broken: [], brokenCount: 0 };
  for (const file of files) {
    if (signal?.aborted) break;
    let batch: Ingested[] = [];
    const flush = async () => {
      report.added += await write(ledger, batch, runId);
      batch = [];
      onProgress?.(report);
    };
    for await (const record of readRecords(file, fields)) {
      if (signal?.aborted) break;
      report.records++;
      const url = `file:${file.name}${record.key === null ? '' : `#${record.key}`}`;
      if (record.problem !== null) {
        report.brokenCount++;
        if (report.broken.length < mostBrokenShown)
          report.broken.push({ file: file.name, line: record.line, problem: record.problem });
      }
      const { body, contentType, given } = record;
      batch.push({
        page: {
          id: idOf('page', source, url, sha256(body)),
          ...{ source, url, kind: 'file', parentUrl: null, contentType, given, body },
        },
        problem: record.problem === null ? null : `Line ${record.line}: ${record.problem}.`,
      });
      if (batch.length >= batchSize) await flush();
    }
    await flush();
    report.files++;
  }
  return report;
}

interface Ingested {
  page: IngestedPage;
  problem: string | null;
}

async function write(ledger: Ledger, batch: Ingested[], runId: string): Promise<number> {
  if (batch.length === 0) return 0;
  const problems = new Map(batch.map(({ page, problem }) => [page.id, problem]));
  return ledger.db.transaction().execute(async (transaction) => {
    const unique = [...new Map(batch.map(({ page }) => [page.id, page])).values()];
    const fresh = await insertIngested(transaction, unique);
    const work = fresh.map(({ id }) => ({ stage: 'clean' as const, recordId: id, groupId: id, model: '' }));
    await enterWork(transaction, work, runId);
    for (const { id } of fresh) {
      const problem = problems.get(id);
      if (problem)
        await transaction
          .updateTable('work')
          .set({ state: 'dropped', reason: 'unreadable', detail: problem })
          .where('stage', '=', 'clean')
          .where('record_id', '=', id)
          .execute();
    }
    return fresh.length;
  });
}
