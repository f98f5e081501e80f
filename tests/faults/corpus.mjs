import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { packageRoot } from '../../dist/pipeline/package-root.js';

/** Sections of the sample articles, in both languages: `{ id, title, paragraphs }`, every n-th from the given one on. */
export function sections({ every, from }) {
  const all = ['en', 'zh'].flatMap((language) => {
    const folder = join(packageRoot, 'sample-news', 'articles', language);
    return readdirSync(folder)
      .sort()
      .flatMap((name) => sectionsOf(readFileSync(join(folder, name), 'utf8'), `${language}/${name}`));
  });
  return all.filter((_, index) => index % every === from);
}

function sectionsOf(html, name) {
  const $ = load(html);
  const found = [[]];
  $('body')
    .children()
    .each((_, element) => {
      if (/^h[23]$/.test(element.tagName)) found.push([]);
      const text = $(element).text().trim();
      if (text) found.at(-1).push(text);
    });
  // The shortest would be dropped as no articles.
  return found
    .map((paragraphs, number) => ({ id: `${name}/${number}`, title: `${name} ${number}`, paragraphs }))
    .filter(({ paragraphs }) => paragraphs.join('').length > 250);
}

export const asJsonLines = (documents) =>
  documents
    .map(({ id, title, paragraphs }) => `${JSON.stringify({ id, title, text: paragraphs.join('\n\n') })}\n`)
    .join('');
