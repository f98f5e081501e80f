import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import { packageRoot } from '../../pipeline/package-root.ts';
import { atEnd } from '../at-end.ts';

/** A folder that is removed when the test file ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sevenllm-e2e-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Every n-th section of the sample articles as JSONL records: `{ id, title, text }`. Returns how many. */
export async function writeCorpus(path: string, every = 2): Promise<number> {
  const lines: string[] = [];
  for (const language of ['en', 'zh']) {
    const folder = join(packageRoot, 'sample-news', 'articles', language);
    for (const name of (await readdir(folder)).sort()) {
      const $ = load(await readFile(join(folder, name), 'utf8'));
      const sections: string[][] = [[]];
      $('body')
        .children()
        .each((_, element) => {
          if (/^h[23]$/.test(element.tagName)) sections.push([]);
          sections.at(-1)!.push($(element).text().trim());
        });
      sections.forEach((section, number) => {
        const text = section.filter(Boolean).join('\n\n');
        if (text) lines.push(JSON.stringify({ id: `${language}/${name}/${number}`, title: name, text }));
      });
    }
  }
  const some = lines.filter((_, index) => index % every === 0);
  await writeFile(path, `${some.join('\n')}\n`);
  return some.length;
}
