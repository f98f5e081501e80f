import type { SourceReport } from '../../crawlers/check/source-report.ts';
import type { LedgerDatabase } from './ledger.ts';

/** The last live trial of a source. */
export interface SourceCheck {
  source: string;
  /** Of the declaration that was tried (`declarationHash`): it says nothing about another one. */
  declarationHash: string;
  passed: boolean;
  checkedAt: Date;
  report: SourceReport;
}

/** Keeps the report of a trial in place of the source's last one. */
export async function saveCheck(db: LedgerDatabase, report: SourceReport, declarationHash: string): Promise<void> {
  const row = {
    declaration_hash: declarationHash,
    passed: report.passed,
    report: JSON.stringify(report),
    checked_at: report.checkedAt,
  };
  await db
    .insertInto('source_check')
    .values({ source: report.source, ...row })
    .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
    .execute();
}

/** The last trial of every source that ever had one, by the source's id. */
export async function readChecks(db: LedgerDatabase): Promise<Map<string, SourceCheck>> {
  const rows = await db.selectFrom('source_check').selectAll().orderBy('source').execute();
  return new Map(
    rows.map(({ source, declaration_hash, passed, checked_at, report }) => [
      source,
      {
        ...{ source, passed, declarationHash: declaration_hash, checkedAt: checked_at },
        report: report as unknown as SourceReport,
      },
    ]),
  );
}
