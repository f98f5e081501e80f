import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createDatabase } from '../test-database.ts';
import { runCommand } from './cli.ts';

interface Listed {
  id: string;
  verified: { state: string; checkedAt: string | null };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('lists the sources without making a database, and refuses one that is not known', async () => {
  const folder = newFolder();
  const { code, stdout } = await runCommand(folder, ['sources', '--json']);
  expect(code).toBe(0);
  const sources: Listed[] = JSON.parse(stdout);
  expect(new Set(sources.map(({ verified }) => verified.state))).toEqual(new Set(['unverified']));
  expect(existsSync(join(folder, '.sevenllm'))).toBe(false);
  const unknown = await runCommand(folder, ['sources', 'check', 'no-such-source']);
  expect([unknown.code, unknown.stdout]).toEqual([2, '']);
  expect(unknown.stderr).toContain('There is no source "no-such-source"');
});

it('checks sources, remembers what came of it, and says in its exit code whether all passed', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'own'));
  const own = {
    ...{ id: 'own-blog', name: 'A blog that is down', language: 'en', article: '^/a/\\d+$', licence: '© nobody' },
    seeds: [{ kind: 'feed', url: 'http://blog.example/feed.xml' }],
    // Nothing listens on this port.
    connectTo: { 'blog.example': '127.0.0.1:1' },
  };
  writeFileSync(join(folder, 'own', 'own-blog.json'), JSON.stringify(own));
  const environment = { DATABASE_URL: await createDatabase(), SEVENLLM_SOURCES: 'own' };

  const passed = await runCommand(folder, ['sources', 'check', 'sample-news-zh', '--json'], environment);
  expect(passed.code, passed.stderr).toBe(0);
  expect(JSON.parse(passed.stdout)).toMatchObject([{ source: 'sample-news-zh', passed: true }]);
  expect(passed.stderr).toContain('sample-news-zh: passed.');

  const failed = await runCommand(folder, ['sources', 'check', 'sample-news-en', 'own-blog'], environment);
  expect(failed.code, failed.stderr).toBe(1);
  expect(failed.stdout).toMatch(/^sample-news-en: passed/);
  expect(failed.stdout).toMatch(/own-blog: FAILED[\s\S]*robots-unreadable/);

  const list = await runCommand(folder, ['sources', '--json'], environment);
  const states = new Map((JSON.parse(list.stdout) as Listed[]).map(({ id, verified }) => [id, verified]));
  expect(states.get('sample-news-zh')).toEqual({
    state: 'verified',
    checkedAt: JSON.parse(passed.stdout)[0].checkedAt,
  });
  expect(states.get('own-blog')?.state).toBe('failed');
  expect(states.get('securelist')).toEqual({ state: 'unverified', checkedAt: null });

  // Another declaration is another source: what was found of the old one says nothing about it.
  writeFileSync(join(folder, 'own', 'own-blog.json'), JSON.stringify({ ...own, crawlDelay: 9 }));
  const changed = await runCommand(folder, ['sources'], environment);
  expect(changed.stdout).toMatch(/own-blog .* 9 s +unverified/);
  expect(changed.stdout).toMatch(/sample-news-en .* \d{4}-\d{2}-\d{2} /);
});
