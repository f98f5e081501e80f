import { idOf, sha256 } from '../hash.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type IngestedPage, insertIngested } from '../ledger/page-rows.ts';
import { enterWork } from '../ledger/work.ts';
import type { InputFile } from './input-files.ts';
import { type InputRecord, type RecordFields, readRecords } from './read-records.ts';
import type { WarcOptions } from './read-warc-page.ts';
import type { SkipReason } from './skip-reasons.ts';

export interface IngestOptions {
  files: readonly InputFile[];
  fields: RecordFields;
  warc: WarcOptions;
  /** Name that documents of these files have as their source; `local`, or `warc` for pages in archives, without it. */
  source?: string | undefined;
  runId: string;
  signal?: AbortSignal;
  /** Called at every record, with the same object, which goes on changing. */
  onProgress?(report: IngestReport): void;
}

export interface IngestReport {
  files: number;
  /** Records read, skipped and broken ones included. */
  records: number;
  /** Of these, new to the ledger. */
  added: number;
  /** Records of archives that are no page to take in, by reason; they are only counted. */
  skipped: Partial<Record<SkipReason, number>>;
  skippedCount: number;
  broken: { file: string; place: string; problem: string }[];
  brokenCount: number;
}

const batchSize = 200;
/** Bodies of a batch together, in bytes; one more body may go over it. */
const batchBytes = 16 * 1024 * 1024;
const mostBrokenShown = 20;

/**
 * Takes files into the ledger as pages to clean, record by record; reading a file again adds nothing. A record that
 * cannot be read is entered too, as dropped, so that the counts balance. Records of an archive that are no page at all
 * (images, redirects, requests) are counted in the report and not entered. Where a file cannot be read to its end, what
 * came before stays.
 */
export async function ingest(ledger: Ledger, options: IngestOptions): Promise<IngestReport> {
  const { files, fields, warc, runId, signal, onProgress } = options;
  const report: IngestReport = {
    ...{ files: 0, records: 0, added: 0, skipped: {}, skippedCount: 0 },
    ...{ broken: [], brokenCount: 0 },
  };
  for (const file of files) {
    if (signal?.aborted) break;
    let batch: Ingested[] = [];
    let bytes = 0;
    const flush = async () => {
      const full = batch;
      batch = [];
      bytes = 0;
      report.added += await write(ledger, full, runId);
    };
    try {
      for await (const record of readRecords(file, fields, warc)) {
        if (signal?.aborted) break;
        report.records++;
        if ('skipped' in record) {
          report.skipped[record.skipped] = (report.skipped[record.skipped] ?? 0) + 1;
          report.skippedCount++;
        } else {
          if (record.problem !== null) noteBroken(report, file, record.place, record.problem);
          batch.push(toPage(file, record, options.source));
          bytes += record.body.length;
        }
        if (batch.length >= batchSize || bytes >= batchBytes) await flush();
        onProgress?.(report);
      }
    } finally {
      await flush();
    }
    report.files++;
  }
  return report;
}

function noteBroken(report: IngestReport, file: InputFile, place: string, problem: string): void {
  report.brokenCount++;
  if (report.broken.length < mostBrokenShown) report.broken.push({ file: file.name, place, problem });
}

interface Ingested {
  page: IngestedPage;
  problem: string | null;
}

function toPage(file: InputFile, record: InputRecord, named: string | undefined): Ingested {
  const { key, place, body, contentType, given, problem, captured } = record;
  const url = captured?.url ?? `file:${file.name}${key === null ? '' : `#${key}`}`;
  const source = captured?.source ?? named ?? (file.format === 'warc' ? 'warc' : 'local');
  return {
    page: {
      id: idOf('page', source, url, sha256(body)),
      ...{ source, url, kind: 'file', parentUrl: null, contentType, given, body },
      ...(captured?.fetchedAt && { fetchedAt: captured.fetchedAt }),
      ...(captured?.status && { status: captured.status }),
    },
    problem: problem === null ? null : `${place[0]!.toUpperCase()}${place.slice(1)}: ${problem}.`,
  };
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
