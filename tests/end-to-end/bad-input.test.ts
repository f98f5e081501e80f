import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../pipeline/ledger/embedded/free-port.ts';
import { type CommandResult, runCommand } from './cli.ts';
import { temporaryFolder } from './corpus.ts';

const folder = await temporaryFolder();
const report =
  'On 12 May 2017 the WannaCry ransomware spread over SMB by exploiting CVE-2017-0144, and encrypted the files of hospitals in the United Kingdom. Microsoft had published the update MS17-010 in March. The malware asked for 300 dollars in Bitcoin and called iuqerfsodp9ifjaposdfjhgosurijfaewrwergwea[.]com before it went on.';

function plain({ code, stderr }: CommandResult, expected: number, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/^\s+at .+:\d+/m);
  expect(code).toBe(expected);
}

describe('bad input', () => {
  it('names a file that is not there, before anything is taken in', async () => {
    await writeFile(join(folder, 'good.txt'), report);
    plain(await runCommand(folder, ['ingest', 'good.txt', 'missing.txt']), 2, /There is no file missing\.txt/);
    const status = await runCommand(folder, ['status', '--json']);
    expect(JSON.parse(status.stdout).work).toEqual([]);
    plain(await runCommand(folder, ['ingest', 'none-*.md']), 2, /No file matches none-\*\.md/);
    plain(await runCommand(folder, ['ingest', '.']), 2, /is a folder/);
    await writeFile(join(folder, 'report.docx'), 'x');
    plain(await runCommand(folder, ['ingest', 'report.docx']), 2, /Cannot tell how to read .*report\.docx/);
  });

  it('names the broken lines of a JSONL file, and takes the others in', async () => {
    const lines = [
      JSON.stringify({ text: report }),
      '{"text": "cut off',
      '[1,2]',
      '',
      JSON.stringify({ body: report }),
      JSON.stringify({ text: `Second. ${report}` }),
    ];
    await writeFile(join(folder, 'mixed.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`));
    const result = await runCommand(folder, ['ingest', 'mixed.jsonl.gz', '--json']);
    plain(result, 1, /mixed\.jsonl\.gz: line 2: it is not JSON/);
    expect(result.stderr).toMatch(/line 3: it is JSON, but not an object/);
    expect(result.stderr).toMatch(/line 5: it has no text in "text" \(its fields: body\)/);
    expect(JSON.parse(result.stdout)).toMatchObject({ records: 5, added: 5, brokenCount: 3 });
    const again = await runCommand(folder, ['ingest', 'mixed.jsonl.gz', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0 });
  });

  it('drops what is binary or empty with its reason, and makes pairs of the rest', async () => {
    await writeFile(join(folder, 'picture.html'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
    await writeFile(join(folder, 'empty.html'), '');
    await writeFile(join(folder, 'blank.md'), '\n\n');
    await writeFile(
      join(folder, 'page.html'),
      `<html><head><title>WannaCry</title></head><body><article><p>${report}</p><p>${report.replace('12 May', '13 May')}</p></article></body></html>`,
    );
    await writeFile(
      join(folder, 'notes.md'),
      `# NotPetya\n\n${report.replaceAll('WannaCry', 'NotPetya').replaceAll('12 May', '27 June')}\n\n- \`rundll32.exe\` was used\n`,
    );
    const result = await runCommand(folder, [
      'run',
      '--input',
      'picture.html',
      'empty.html',
      'blank.md',
      'page.html',
      'notes.md',
      '--json',
    ]);
    expect(result.code, result.stderr).toBe(0);
    const { status } = JSON.parse(result.stdout);
    const dropped = Object.fromEntries(
      status.work
        .filter((row: { stage: string }) => row.stage === 'clean')
        .map((row: { reason: string; count: number }) => [row.reason, row.count]),
    );
    expect(dropped).toMatchObject({ binary: 1, empty: 1 });
    expect(status.pairs.en).toBeGreaterThan(0);
    expect((await runCommand(folder, ['audit'])).code).toBe(0);
  }, 120_000);

  it('says which source, stage, teacher, format or setting it does not know', async () => {
    plain(
      await runCommand(folder, ['run', '--source', 'nowhere']),
      2,
      /There is no source "nowhere"\. Known: sample-news-en/,
    );
    plain(await runCommand(folder, ['work', '--stages', 'clean,wash']), 2, /There is no stage "wash"/);
    plain(await runCommand(folder, ['run', '--teacher', 'oracle']), 2, /Allowed choices are auto, rules, openai/);
    plain(await runCommand(folder, ['run', '--teacher', 'openai']), 2, /set OPENAI_API_KEY, or OPENAI_BASE_URL/);
    plain(await runCommand(folder, ['export', '--format', 'csv', '--out', 'x']), 2, /Allowed choices are sevenllm/);
    plain(
      await runCommand(folder, ['status'], { DATABASE_URL: 'mysql://x' }),
      2,
      /Setting databaseUrl \(DATABASE_URL\) cannot be its value/,
    );
    plain(await runCommand(folder, ['run', '--understanding', 'many']), 2, /Setting understanding/);
    plain(await runCommand(folder, ['show', 'pair_nothing']), 2, /knows nothing of "pair_nothing"/);
    plain(await runCommand(folder, ['dance']), 2, /unknown command 'dance'/);
  }, 120_000);

  it('says what to do about a dead database and a dead queue', async () => {
    const port = await freePort(null);
    plain(
      await runCommand(folder, ['status'], { DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/x` }),
      2,
      /Cannot use the database of DATABASE_URL: .*ECONNREFUSED.*Check that it runs/,
    );
    plain(
      await runCommand(folder, ['run'], { REDIS_URL: `redis://127.0.0.1:${port}` }),
      2,
      /Cannot reach the Redis of REDIS_URL/,
    );
  }, 60_000);

  it('leaves a dead endpoint with a sentence and everything pending', async () => {
    const place = await temporaryFolder();
    await writeFile(
      join(place, 'a.jsonl'),
      Array.from({ length: 20 }, (_, number) =>
        JSON.stringify({
          text: `Report ${number} of ${1000 + number * 37}: ${report.split(' ').slice(number).join(' ')} Host ${number} was hit first.`,
        }),
      ).join('\n'),
    );
    const dead = await runCommand(place, ['run', '--input', 'a.jsonl', '--teacher', 'openai'], {
      OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    });
    plain(dead, 1, /were in vain\. .* nothing is lost/);
    const { stages, balanced } = JSON.parse((await runCommand(place, ['audit', '--json'])).stdout);
    expect(balanced).toBe(true);
    const select = stages.find(({ stage }: { stage: string }) => stage === 'select');
    expect(select.pending + select.failed).toBe(select.inputs);
    expect(select.pending).toBeGreaterThan(0);
  }, 120_000);

  it('leaves a folder of shards as it was where a new export cannot be written', async () => {
    const out = join(folder, 'shards');
    expect((await runCommand(folder, ['export', '--out', 'shards'])).code).toBe(0);
    const before = await readFile(join(out, 'manifest.json'), 'utf8');
    await mkdir(join(folder, 'taken'), { recursive: true });
    await writeFile(join(folder, 'taken', 'file'), 'x');
    plain(
      await runCommand(folder, ['export', '--out', 'taken/file/shards']),
      2,
      /Cannot write to .*Choose another folder with --out/,
    );
    expect(await readFile(join(out, 'manifest.json'), 'utf8')).toBe(before);
  });
});
