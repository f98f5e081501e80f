import { cleanLine } from './clean-text.ts';

/** What JSON-LD says of the article, as far as it is of a usable form. */
export interface LinkedData {
  headline?: string | undefined;
  authors: string[];
  published?: string | undefined;
  modified?: string | undefined;
  language?: string | undefined;
  publisher?: string | undefined;
  url?: string | undefined;
  keywords: string[];
  licence?: string | undefined;
}

const articleType = /(?:article|blogposting|report|socialmediaposting|discussionforumposting|webpage)$/i;
const limits = { scripts: 20, characters: 500_000, depth: 6, nodes: 2000 };

/**
 * Reads the article's entry out of a page's JSON-LD. Broken JSON is skipped and nothing is trusted to have its documented
 * type: a hostile page may put anything here. Articles win over the page that holds them.
 */
export function readJsonLd(document: Document): LinkedData {
  const nodes: Record<string, unknown>[] = [];
  const scripts = [...document.getElementsByTagName('script')].filter(isJsonLd).slice(0, limits.scripts);
  for (const script of scripts) {
    const parsed = tolerantParse(script.textContent ?? '');
    if (parsed !== undefined) collect(parsed, 0, nodes);
  }
  const articles = nodes.filter((node) => typesOf(node).some((type) => articleType.test(type)));
  articles.sort((a, b) => rank(a) - rank(b));
  const data: LinkedData = { authors: [], keywords: [] };
  for (const node of articles.slice(0, 5)) {
    data.headline ??= line(node.headline);
    data.published ??= line(node.datePublished ?? node.dateCreated);
    data.modified ??= line(node.dateModified);
    data.language ??= line(named(node.inLanguage));
    data.publisher ??= line(named(node.publisher));
    data.url ??= line(node.url ?? idOf(node.mainEntityOfPage));
    data.licence ??= line(licenceOf(node.license));
    if (data.authors.length === 0) data.authors = list(node.author).flatMap((author) => line(named(author)) ?? []);
    if (data.keywords.length === 0) data.keywords = list(node.keywords).flatMap((word) => line(named(word)) ?? []);
  }
  return data;
}

const isJsonLd = (script: Element) => script.getAttribute('type')?.trim().toLowerCase() === 'application/ld+json';

function tolerantParse(text: string): unknown {
  if (text.length > limits.characters) return undefined;
  const body = text.replace(
    /^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)\s*;?\s*$/g,
    '',
  );
  for (const candidate of [
    body,
    body
      .replace(/[\u0000-\u001F]+/g, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  ]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The second, mended form is tried next; after that the script is passed over.
    }
  }
  return undefined;
}

function collect(value: unknown, depth: number, nodes: Record<string, unknown>[]): void {
  if (depth > limits.depth || nodes.length >= limits.nodes || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, limits.nodes)) collect(item, depth + 1, nodes);
    return;
  }
  const node = value as Record<string, unknown>;
  nodes.push(node);
  for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart']) collect(node[key], depth + 1, nodes);
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 50) : [value]);
const typesOf = (node: Record<string, unknown>) => list(node['@type']).filter((type) => typeof type === 'string');
const rank = (node: Record<string, unknown>) => (typesOf(node).some((type) => /webpage$/i.test(type)) ? 1 : 0);

/** The name of a person, an organisation or a term, which may be text, an object with a name, or a list of either. */
function named(value: unknown): unknown {
  let name = value;
  for (let step = 0; step < 4 && typeof name === 'object' && name !== null; step += 1) {
    const node = name as Record<string, unknown>;
    name = Array.isArray(name) ? name[0] : (node.name ?? node.alternateName);
  }
  return name;
}

const idOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['@id'] : value;

/** A licence is its address, or an object with one, or a name. */
function licenceOf(value: unknown): unknown {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'object' || first === null) return first;
  const node = first as Record<string, unknown>;
  return node.url ?? node['@id'] ?? node.name;
}

function line(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2000) return undefined;
  return cleanLine(value) || undefined;
}
