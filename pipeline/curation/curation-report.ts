import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { type CurationReason, curationReasons } from '../reasons.ts';
import type { Language } from '../records.ts';

/** All pairs by language = those that exports take + those that they leave out, by reason. */
export interface CurationReport {
  pairs: Record<Language, number>;
  exported: Record<Language, number>;
  leftOut: { reason: CurationReason; en: number; zh: number }[];
}

/** How the pairs that are there now stand, as they were last curated. */
export async function curationReport(db: LedgerDatabase): Promise<CurationReport> {
  const { rows } = await sql<{ language: Language; reason: CurationReason | null; count: number }>`
    select pair.language, curation.reason, count(*) as count from pair
    left join curation on curation.pair_id = pair.id group by 1, 2`.execute(db);
  const count = (language: Language, isOf: (reason: CurationReason | null) => boolean) =>
    rows.filter((row) => row.language === language && isOf(row.reason)).reduce((sum, row) => sum + row.count, 0);
  const both = (isOf: (reason: CurationReason | null) => boolean) => ({ en: count('en', isOf), zh: count('zh', isOf) });
  return {
    pairs: both(() => true),
    exported: both((reason) => reason === null),
    leftOut: curationReasons
      .map((reason) => ({ reason, ...both((one) => one === reason) }))
      .filter(({ en, zh }) => en + zh > 0),
  };
}
