import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many records stand where, as `stage model state reason` → count: what a round is to have in common with an undisturbed one. */
export async function readStandings(query) {
  const rows = await query(
    `select concat_ws(' ', stage, model, state, reason) as standing, count(*)::int as count from work group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]));
}

/** Shards in an output folder, as name → SHA-256; none where nothing was written. */
export function readShards(folder) {
  const dataset = join(folder, 'output', 'sevenllm-instruct');
  if (!existsSync(dataset)) return {};
  const names = readdirSync(dataset).filter((name) => name.endsWith('.jsonl'));
  return Object.fromEntries(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(dataset, name)))
        .digest('hex'),
    ]),
  );
}

/** What differs between two tables, as sentences. */
export function differences(what, found, expected) {
  const names = [...new Set([...Object.keys(found), ...Object.keys(expected)])].sort();
  return names
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${what} ${name}: ${found[name] ?? 'none'}, undisturbed ${expected[name] ?? 'none'}`);
}
