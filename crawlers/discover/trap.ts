import type { PageKind } from '../../pipeline/records.ts';
import type { Source } from '../define-source.ts';
import { calendarTrap } from './calendar-trap.ts';
import { canonicalUrl } from './canonical-url.ts';
import { facetTrap } from './facet-trap.ts';
import { listPage } from './page-number.ts';
import { parametersOf } from './query-parameters.ts';

export interface FoundAt {
  /** Links from a seed. */
  depth: number;
  kind: PageKind;
  /** The page that links there. */
  parentUrl: string | null;
  /** Defaults to the present. */
  now?: Date;
}

const mostSegments = 15;
/** Characters, an escape such as %E4 as one. */
const longestUrl = 1000;
const mostRepeats = 3;
const mostPages = 2000;

/**
 * One sentence that says why an address looks like one of endlessly many that a site makes up, or null. An article, which
 * the source's own pattern has matched, is held to what no article's address has; a listing to more. A seed is none.
 */
export function trapOf(url: string, source: Source, found: FoundAt): string | null {
  if (source.seeds.some((seed) => canonicalUrl(seed.url) === url)) return null;
  const parsed = new URL(url);
  const always =
    depthTrap(url, source, found) ??
    pathTrap(parsed) ??
    sessionTrap(parsed) ??
    repeatedParameter(parsed) ??
    replyTrap(parsed, source);
  if (always || found.kind !== 'listing') return always;
  return (
    pagingTrap(url) ??
    growthTrap(parsed, found.parentUrl) ??
    calendarTrap(parsed, source, found.parentUrl, found.now ?? new Date()) ??
    facetTrap(parsed, source) ??
    variantTrap(parsed)
  );
}

/** Pages turned within one list are no steps away from the seed: an archive of 20 years has more than any depth. */
function depthTrap(url: string, { maxDepth }: Source, { depth, kind, parentUrl }: FoundAt): string | null {
  const at = kind === 'listing' ? url : parentUrl;
  const turned = at === null ? 0 : Math.min((listPage(at)?.page ?? 1) - 1, mostPages);
  const steps = depth - Math.max(0, turned);
  return steps > maxDepth ? `It is ${steps} links from a seed, more than ${maxDepth} (maxDepth).` : null;
}

function pathTrap({ href, pathname }: URL): string | null {
  const length = href.replace(/%[0-9A-F]{2}/gi, '_').length;
  if (length > longestUrl) return `Its address has ${length} characters.`;
  const segments = pathname.split('/').filter(Boolean);
  if (segments.length > mostSegments) return `Its path has ${segments.length} segments.`;
  const counts = new Map<string, number>();
  for (const segment of segments) {
    const count = (counts.get(segment) ?? 0) + 1;
    counts.set(segment, count);
    // Numbers, of days and columns, may well be the same.
    if (count >= mostRepeats && !/^\d+$/.test(segment)) return `Its path has "${shown(segment)}" ${count} times.`;
  }
  const again = repeatedSequence(segments);
  return again ? `Its path repeats "${shown(again.join('/'))}".` : null;
}

/** Segments that come three times in a row, of numbers too. */
function repeatedSequence(segments: readonly string[]): string[] | null {
  for (let length = 1; length * mostRepeats <= segments.length; length++)
    for (let start = 0; start + length * mostRepeats <= segments.length; start++) {
      const sequence = segments.slice(start, start + length);
      const isDate = length === 1 && /^\d{1,2}$/.test(sequence[0]!);
      const repeats = isDate ? mostRepeats + 1 : mostRepeats;
      const isRepeated = (segment: string | undefined, at: number) => segment === sequence[at % length];
      if (segments.slice(start, start + length * repeats).length === length * repeats)
        if (segments.slice(start, start + length * repeats).every(isRepeated)) return sequence;
    }
  return null;
}

const sessionName =
  /^(?:s|sid|sess|session|session_?id|sessid|token|jsessionid|phpsessid|cfid|cftoken|zenid|oscsid|osid|aspsessionid\w*)$/i;

function sessionTrap({ pathname, search }: URL): string | null {
  const inPath =
    /;(?:jsessionid|sid|session_?id|phpsessid)=/i.exec(pathname) ?? /\/\(S\([a-z0-9]{16,}\)\)\//i.exec(pathname);
  if (inPath) return 'Its path carries a session.';
  for (const [name, value] of parametersOf(search))
    if (sessionName.test(name) && isToken(value)) return `Its parameter "${shown(name)}" carries a session.`;
  return null;
}

/** 32 or more hexadecimal digits, or a mixture of letters and digits as base64 is. Words that are searched for are none. */
function isToken(value: string): boolean {
  const plain = value
    .replace(/%3D/gi, '')
    .replace(/^([0-9a-f]{8})-(.{4})-(.{4})-(.{4})-([0-9a-f]{12})$/i, '$1$2$3$4$5');
  if (/^[0-9a-f]{32,}$/i.test(plain)) return true;
  const isMixed = /[a-z]/.test(plain) && /[A-Z]/.test(plain) && (plain.match(/\d/g)?.length ?? 0) >= 3;
  return isMixed && /^[\w/~]{24,}={0,2}$/.test(plain);
}

function repeatedParameter({ search }: URL): string | null {
  const seen = new Set<string>();
  for (const [name] of parametersOf(search)) {
    // An array's values have one name by intention.
    if (seen.has(name) && !/(?:\[\d*\]|%5B\d*%5D)$/i.test(name)) return `It has the parameter "${shown(name)}" twice.`;
    seen.add(name);
  }
  return null;
}

/** Links that answer a comment or share a text show the text again, under an address of their own for each. */
function replyTrap({ pathname, search }: URL, source: Source): string | null {
  for (const [name] of parametersOf(search))
    if (
      /^(?:replytocom|share|nb)$/i.test(name) &&
      !source.article.source.includes(name) &&
      source.article.test(pathname)
    )
      return `It is the same text for a reader who ${name === 'replytocom' ? 'answers a comment' : 'shares it'} (${name}).`;
  return null;
}

function pagingTrap(url: string): string | null {
  const page = listPage(url)?.page ?? 0;
  return page > mostPages ? `It is page ${page} of a list.` : null;
}

/** An address that carries the one it was found on grows with each step. */
function growthTrap({ search, pathname }: URL, parentUrl: string | null): string | null {
  if (parentUrl === null || !URL.canParse(parentUrl)) return null;
  const parent = new URL(parentUrl);
  for (const [name, value] of parametersOf(search)) {
    const plain = decoded(decoded(value));
    const own = parent.pathname.length > 1 && plain.startsWith(parent.pathname + decoded(parent.search));
    if (own || plain.includes(`${parent.host}${parent.pathname}`))
      return `Its parameter "${shown(name)}" holds the address that links there.`;
    const before = parametersOf(parent.search).find(([other]) => other === name)?.[1];
    if (
      before !== undefined &&
      before.length >= 8 &&
      value.length > before.length &&
      value.includes(before) &&
      parent.pathname === pathname
    )
      return `Its parameter "${shown(name)}" grows with each step.`;
  }
  return null;
}

function variantTrap({ pathname, search }: URL): string | null {
  const inPath = /\/(?:amp|print|printable|share|reply|replies|feed|trackback|embed|login|register|signin)\/?$/i.exec(
    pathname,
  )?.[0];
  if (inPath) return `It is another form of a page ("${shown(inPath)}").`;
  for (const [name, value] of parametersOf(search)) {
    const byName = /^(?:replytocom|share|print|printable|amp|like_comment|add-to-cart)$/.test(name);
    const byValue =
      /^(?:action|do|format|layout|mode|output|tmpl|type|view)$/.test(name) && /^(?:print|pdf|amp)$/i.test(value);
    if (byName || byValue) return `It is another form of a page ("${shown(name)}").`;
  }
  return null;
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

// Escapes of another charset, such as GBK, decode to nothing, and stay.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
