import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSources, pickSources } from '../../crawlers/load-sources.ts';
import { builtInSources } from '../../crawlers/sources/index.ts';
import { SetupError } from '../../pipeline/errors.ts';

const blog = {
  id: 'example-blog',
  name: 'Example blog',
  language: 'en',
  seeds: [{ kind: 'feed', url: 'https://blog.example.org/feed.xml' }],
  article: '^/\\d{4}/[a-z0-9-]+/$',
  licence: 'Terms: https://blog.example.org/terms',
};

/** A folder that holds these files for the length of one test. */
function folderOf(files: Record<string, string | object>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

async function refusal(files: Record<string, string | object>): Promise<string> {
  const error = await loadSources(folderOf(files)).then(
    () => expect.fail('It was taken.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SetupError);
  return (error as SetupError).message;
}

describe('sources of a person’s own', () => {
  it('are read from JSON, patterns given as text, and get the same defaults', async () => {
    const exclude = '^/\\d{4}/sponsored-';
    const sources = await loadSources(folderOf({ 'a.json': { ...blog, exclude, crawlDelay: 7 } }));
    const source = sources.get('example-blog')!;
    expect(source).toMatchObject({ crawlDelay: 7, render: 'auto', maxPages: 5000, respectReservations: true });
    expect(source.article.test('/2024/a-report/')).toBe(true);
    expect(source.article.test('/2024/')).toBe(false);
    expect(source.exclude?.test('/2024/sponsored-post/')).toBe(true);
    expect(sources.size).toBe(builtInSources.length + 1);
  });

  it('are read from modules, may replace what comes with the program, and leave other files alone', async () => {
    const module = `export default { ...${JSON.stringify(blog)}, id: 'securelist', article: /^\\/a\\/\\d+$/ };`;
    const sources = await loadSources(folderOf({ 'b.mjs': module, 'notes.md': '# Not a source', 'c.json': blog }));
    expect(sources.get('securelist')).toMatchObject({ name: 'Example blog', article: /^\/a\/\d+$/ });
    expect(sources.size).toBe(builtInSources.length + 1);
  });

  it('are refused by file and field', async () => {
    expect(await refusal({ 'bad.json': '{ "id": ' })).toMatch(/bad\.json is wrong: .*JSON/);
    expect(await refusal({ 'bad.json': { ...blog, article: '(' } })).toMatch(
      /bad\.json is wrong: article: Invalid regular/,
    );
    expect(await refusal({ 'bad.json': { ...blog, listing: 7 } })).toMatch(/bad\.json is wrong: listing: .*string/);
    expect(await refusal({ 'bad.json': { ...blog, exclude: '[b-a]' } })).toMatch(/exclude: Invalid regular/);
    expect(await refusal({ 'bad.json': { ...blog, seeds: [{ kind: 'feed', url: 'ftp://a.example' }] } })).toMatch(
      /bad\.json is wrong: seeds\.0\.url: /,
    );
    expect(await refusal({ 'bad.json': { ...blog, licence: undefined, crawldelay: 3 } })).toMatch(
      /licence: .*crawldelay/s,
    );
    expect(await refusal({ 'bad.json': [blog] })).toMatch(/bad\.json is wrong: .*expected object/);
    expect(await refusal({ 'bad.mjs': 'export default { id: "x" };' })).toMatch(/bad\.mjs is wrong: name: .*article: /);
    expect(await refusal({ 'bad.mjs': 'export const source = 1;' })).toMatch(
      /bad\.mjs is wrong: it has no default export/,
    );
    expect(await refusal({ 'bad.js': 'import "./nowhere.mjs"; export default {};' })).toMatch(/bad\.js is wrong: /);
  });

  it('are refused where a pattern would keep state, or an id comes twice', async () => {
    const module = `export default { ...${JSON.stringify(blog)}, article: /^\\/a$/g };`;
    expect(await refusal({ 'bad.mjs': module })).toMatch(/bad\.mjs is wrong: article: leave the flags/);
    expect(await refusal({ 'a.json': blog, 'b.json': blog })).toMatch(/b\.json is wrong: id: a\.json declares/);
  });

  it('need a folder that is there', async () => {
    await expect(loadSources(join(tmpdir(), 'sevenllm-no-such-folder'))).rejects.toThrow(/Check SEVENLLM_SOURCES/);
  });
});

it('names the known sources where one is not among them', async () => {
  const sources = await loadSources(null);
  expect(pickSources(sources, ['securelist']).map(({ id }) => id)).toEqual(['securelist']);
  expect(() => pickSources(sources, ['securelits'])).toThrow(/There is no source "securelits"\. Known: .*securelist/);
});
