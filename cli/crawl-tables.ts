import type { CrawlReport } from '../pipeline/ledger/crawl-report.ts';
import { table } from './tables.ts';

/** A line for each source: what its last crawl found and fetched. */
export function crawlTable(reports: readonly CrawlReport[]): string {
  return table(
    [
      ...['source', 'found', 'fetched', 'new', 'changed', 'unchanged', 'gone', 'dropped', 'failed', 'waiting'],
      ...['pages/s'],
    ],
    reports.map(({ source, found, visited, pending, rate }) => [
      ...[source, found, Object.values(visited).reduce((sum, count) => sum + count, 0)],
      ...[visited.new, visited.changed, visited.unchanged, visited.gone, visited.dropped, visited.failed],
      ...[pending, rate],
    ]),
  );
}

/** One source's crawl in a few words, while it is under way. */
export function crawlLine({ source, visited, pending, rate }: CrawlReport): string {
  const done = Object.values(visited).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(visited).filter(([, count]) => count > 0);
  const what = parts.length > 0 ? ` (${parts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')})` : '';
  return `${source} ${done}/${done + pending}${what} ${rate}/s`;
}
