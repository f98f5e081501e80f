import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../pipeline/package-root.ts';

const headSchema = z.object({
  title: z.string().min(1),
  date: z.iso.datetime({ offset: true }),
  modified: z.iso.datetime({ offset: true }).optional(),
  author: z.string().min(1),
  section: z.string().min(1),
  tags: z.array(z.string()),
  summary: z.string().min(1),
});

/** One text of the site as its author wrote it: what stands in the first line, and the body as HTML. */
export interface SampleArticle extends z.infer<typeof headSchema> {
  /** The body, one fragment for each page it is spread over. */
  parts: [string, ...string[]];
}

/** Where the articles lie in a checkout and in the package. */
export const articlesFolder = join(packageRoot, 'sample-news', 'articles');
const membersFolder = join(packageRoot, 'sample-news', 'members');

/** Reads all articles under a folder, by name: `en/wannacry`. Texts for members only are this site's own furniture. */
export async function loadArticles(folder: string): Promise<Map<string, SampleArticle>> {
  const articles = new Map<string, SampleArticle>();
  for (const shelf of ['en', 'zh', 'extra']) await readShelf(join(folder, shelf), shelf, articles);
  await readShelf(membersFolder, 'members', articles);
  return articles;
}

async function readShelf(folder: string, shelf: string, articles: Map<string, SampleArticle>): Promise<void> {
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.html')).sort()) {
    const article = parseArticle(await readFile(join(folder, file), 'utf8'), join(shelf, file));
    articles.set(`${shelf}/${file.slice(0, -'.html'.length)}`, article);
  }
}

/** Throws where the first line is not a comment that holds the article's head as JSON. */
export function parseArticle(text: string, name: string): SampleArticle {
  const [, json, body] = /^<!--\s*(\{.*\})\s*-->\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (json === undefined || body === undefined) throw new Error(`${name}: the first line must be <!-- {json} -->`);
  const head = headSchema.parse(JSON.parse(json));
  const [first = '', ...rest] = body.split(/^<!-- page -->\r?\n/m).map((part) => part.trim());
  return { ...head, parts: [first, ...rest] };
}
