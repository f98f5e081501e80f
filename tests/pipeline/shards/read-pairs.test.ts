import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultExport, exportShards, inSnapshot } from '../../../pipeline/shards/export-shards.ts';
import type { ExportedPair } from '../../../pipeline/shards/exported-pair.ts';
import { formatNamed } from '../../../pipeline/shards/formats/index.ts';
import { readPairs } from '../../../pipeline/shards/read-pairs.ts';
import { createLedger } from '../../test-database.ts';
import { storePairs } from './stored-pairs.ts';

const { ledger, config } = await createLedger({ validationShare: 0, benchShare: 0 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-read-'));
afterAll(() => rm(place, { recursive: true }));

const models = ['teacher-1', 'teacher-2', 'teacher-3'];
const documents = Array.from({ length: 300 }, (_, number) => number);

const readAll = (preferredModel: string) =>
  inSnapshot(ledger, async (transaction) => {
    const pairs: ExportedPair[] = [];
    for await (const pair of readPairs(transaction, { filter: { curated: false }, shares: config, preferredModel }))
      pairs.push(pair);
    return pairs;
  });

describe('pairs', () => {
  it('are read each once, of the preferred model, wherever one query ends and the next begins', async () => {
    // Three rows a document: the end of the first query falls among those of one.
    const rows = models.flatMap((model) =>
      documents.map((document) => ({ document, model, languages: ['en'] as 'en'[], output: `By ${model}.` })),
    );
    await storePairs(ledger.db, rows);
    const ids: string[][] = [];
    for (const model of models) {
      const pairs = await readAll(model);
      expect(new Set(pairs.map((pair) => `${pair.model} ${pair.answeredBy} ${pair.output}`))).toEqual(
        new Set([`${model} ${model} By ${model}.`]),
      );
      ids.push(pairs.map(({ documentId }) => documentId));
    }
    expect(ids[0]).toEqual([...ids[0]!].sort());
    expect(new Set(ids[0]).size).toBe(documents.length);
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
  });

  it('bring the score of the judge who was last', async () => {
    const [pair] = await readAll('teacher-1');
    expect(pair!.score).toBe(null);
    const cell = await ledger.db.selectFrom('pair').select('cell_id').where('id', '=', pair!.id).executeTakeFirst();
    await ledger.pool.query(
      `insert into judgement (cell_id, model, completion_id, score, criteria, improved, created_at)
       values ($1, 'judge-b', $2, 4.5, '{}', false, '2024-01-02'), ($1, 'judge-a', $2, 2, '{}', false, '2024-01-01')`,
      [cell!.cell_id, pair!.completionId],
    );
    expect((await readAll('teacher-1')).map(({ score }) => score).filter((score) => score !== null)).toEqual([4.5]);
  });

  it('are the same text in lines and in columns, whatever is in it', async () => {
    const strange = 'zero\u200bwidth \u202eright to left\u2028line 入侵 😀 \t\r\n\\ \\n "quoted" \u0001\u007f';
    const outputs = [strange, '', '"', '\\', '入侵', { '2': strange, '1': ['', 1.5, null], 名称: { a: [], b: true } }];
    await storePairs(
      ledger.db,
      outputs.map((output, index) => ({
        ...{ document: 1000 + index, source: 'strange', input: strange, thought: strange, output },
        evidence: [{ path: 'a."b"', kind: 'quote' as const, start: 1, end: 4 }],
      })),
    );
    const formats = [formatNamed('sevenllm-extended')!, formatNamed('parquet')!];
    const filter = { sources: ['strange'], curated: false };
    const request = { ...defaultExport, formats, filter, preferredModel: 'teacher-1', folder: place };
    const { folders } = await exportShards(ledger, config, request);
    const [lines, columns] = await Promise.all(
      folders.map(async ({ folder, files }) => {
        const of = await Promise.all(files.map(({ path }) => recordsIn(join(folder, path))));
        return of.flat().sort((a, b) => (a.pair_id < b.pair_id ? -1 : 1));
      }),
    );
    expect(lines).toHaveLength(2 * outputs.length);
    const texts = ({ pair_id, instruction, input, thought, output, evidence }: Record<string, unknown>) => {
      return { pair_id, instruction, input, thought, output, evidence };
    };
    expect(columns!.map(texts)).toEqual(lines!.map(texts));
    expect(new Set(lines!.map(({ input, thought }) => input + thought))).toEqual(new Set([strange + strange]));
    expect(new Set(lines!.map(({ output }) => output))).toEqual(
      new Set(outputs.map((output) => (typeof output === 'string' ? output : JSON.stringify(output)))),
    );
  });
});

async function recordsIn(path: string) {
  if (path.endsWith('.parquet')) return parquetReadObjects({ file: await asyncBufferFromFile(path) });
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
}
