import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetupError } from '../../../pipeline/errors.ts';
import { sha256 } from '../../../pipeline/hash.ts';
import { compressions } from '../../../pipeline/shards/compress.ts';
import { defaultExport, exportShards } from '../../../pipeline/shards/export-shards.ts';
import { formatNamed, formats } from '../../../pipeline/shards/formats/index.ts';
import { verifyFolder } from '../../../pipeline/shards/verify-folder.ts';
import { createLedger } from '../../test-database.ts';
import { storePairs } from './stored-pairs.ts';

const { ledger, config } = await createLedger({ validationShare: 0.2 });
const place = await mkdtemp(join(tmpdir(), 'sevenllm-verify-'));
afterAll(() => rm(place, { recursive: true }));
const original = join(place, 'original');
const request = { ...defaultExport, preferredModel: 'teacher-1' };

beforeAll(async () => {
  const documents = Array.from({ length: 30 }, (_, document) => document);
  await storePairs(ledger.db, [
    ...documents.map((document) => ({ document })),
    ...documents.map((document) => ({ document, task: 'key-entity-recognition', output: { entities: [document] } })),
  ]);
  await exportShards(ledger, config, { ...request, folder: original, formats });
});

let number = 0;
/** A copy of one format's folder, changed, and what is said of it. */
async function faultsAfter(format: string, change: (folder: string, manifest: Manifest) => Promise<void> | void) {
  const folder = join(place, String(++number));
  await cp(join(original, format), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const before = JSON.stringify(manifest);
  await change(folder, manifest);
  if (JSON.stringify(manifest) !== before) await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const [report] = await verifyFolder(folder);
  return report!.faults.map(({ kind, path }) => [kind, path]);
}

interface Manifest {
  pairs: number;
  counts: Record<string, { en: number; zh: number }>;
  files: { path: string; bytes: number; sha256: string; records: number }[];
}

describe('an exported folder', () => {
  it('is as its manifest says, in every format', async () => {
    const reports = await verifyFolder(original);
    expect(reports.map(({ format, faults }) => [format, faults])).toEqual(formats.map(({ name }) => [name, []]).sort());
    expect(new Set(reports.map(({ records }) => records)).size).toBe(1);
    expect(reports[0]!.records).toBeGreaterThan(80);
  });

  it.each(compressions)('is read whole, compressed: %s', async (compression) => {
    const folder = join(place, `compressed-${compression}`);
    const several = [formatNamed('sevenllm-extended')!, formatNamed('parquet')!];
    const { pairs } = await exportShards(ledger, config, { ...request, folder, formats: several, compression });
    for (const { records, faults } of await verifyFolder(folder)) expect([records, faults]).toEqual([pairs, []]);
  });

  it('misses files, and finds those that are changed or do not belong to it', async () => {
    const path = 'sevenllm-instruct-train-en-00001.jsonl';
    expect(await faultsAfter('sevenllm', (folder) => rm(join(folder, path)))).toEqual([['missing', path]]);
    expect(await faultsAfter('sevenllm', (folder) => appendFile(join(folder, path), '{}\n'))).toEqual([
      ['changed', path],
    ]);
    const flipped = await faultsAfter('hf', async (folder) => {
      const content = await readFile(join(folder, 'README.md'));
      content[9]! ^= 1;
      await writeFile(join(folder, 'README.md'), content);
    });
    expect(flipped).toEqual([['changed', 'README.md']]);
    expect(await faultsAfter('hf', (folder) => writeFile(join(folder, 'data', 'mine'), ''))).toEqual([
      ['extra', join('data', 'mine')],
    ]);
  });

  it('holds the records that the manifest counts', async () => {
    const wrongRecords = await faultsAfter('parquet', (_, { files }) => {
      files[0]!.records++;
    });
    expect(wrongRecords).toEqual([['records', expect.stringMatching(/parquet$/)]]);
    const wrongCounts = await faultsAfter('sevenllm', (_, manifest) => {
      manifest.pairs++;
      manifest.counts['Summary Generation']!.en--;
    });
    expect(wrongCounts).toEqual([
      ['counts', null],
      ['counts', null],
    ]);
    const notJson = await faultsAfter('sevenllm', async (folder, { files }) => {
      const content = '{"category": "__proto__", "split": "x"}\nno json\n';
      await writeFile(join(folder, files[0]!.path), content);
      Object.assign(files[0]!, { bytes: content.length, sha256: sha256(content) });
    });
    expect(notJson[0]).toEqual(['records', expect.any(String)]);
    expect(({} as Record<string, unknown>).en).toBeUndefined();
  });

  it('is looked at alone, whatever its manifest names', async () => {
    await writeFile(join(place, 'outside'), 'secret');
    const listed = { bytes: 6, sha256: sha256('secret'), records: 1, split: 'train', language: 'en' };
    const faults = await faultsAfter('sevenllm', async (folder, { files }) => {
      await symlink(join(place, 'outside'), join(folder, 'link'));
      files.push(
        { path: '../outside', ...listed },
        { path: join(place, 'outside'), ...listed },
        { path: 'link', ...listed },
      );
    });
    expect(faults).toEqual([
      ['outside', '../outside'],
      ['outside', join(place, 'outside')],
      ['outside', 'link'],
    ]);
  });

  it('has a manifest, and one of an export', async () => {
    const broken = await faultsAfter('sevenllm', (folder) => writeFile(join(folder, 'manifest.json'), '{"files": 7}'));
    expect(broken).toEqual([['manifest', 'manifest.json']]);
    await expect(verifyFolder(join(place, 'nowhere'))).rejects.toThrow(SetupError);
  });
});
