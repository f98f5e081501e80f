import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { messageOf, SetupError } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import { isLocalEndpoint } from './is-local-endpoint.ts';
import { type Price, priceSchema } from './price.ts';

const fileSchema = z.record(z.string().min(1), priceSchema);
type PriceFile = z.infer<typeof fileSchema>;

/** The price of a model, or null where none is known. */
export type PriceList = (model: string) => Price | null;

const local = { input: 0, output: 0, label: 'local endpoint' };

/**
 * Prices by model: of the person's own file (`prices`) first, by name or with `*` for any text; then nothing for an
 * endpoint on this machine or in a private network; then of `prices.json`. A provider's prefix and a version's date are
 * left off where the full name is not listed. Throws a SetupError where the person's file cannot be used.
 */
export function openPriceList(config: Pick<Config, 'prices' | 'openaiBaseUrl'>): PriceList {
  const own = config.prices === null ? {} : readPriceFile(config.prices);
  const known = readPriceFile(join(packageRoot, 'pipeline', 'teacher', 'spend', 'prices.json'));
  const isLocal = isLocalEndpoint(config.openaiBaseUrl);
  const found = new Map<string, ReturnType<PriceList>>();
  const look = (model: string): ReturnType<PriceList> => {
    const ours = find(own, model);
    if (ours) return { ...ours[1], label: labelOf(ours, 'own price') };
    const listed = find(known, model);
    if (isLocal && !listed?.[1].noCall) return local;
    return listed && { ...listed[1], label: labelOf(listed, 'price') };
  };
  return (model) => {
    const known = found.get(model);
    if (known !== undefined) return known;
    const price = look(model);
    found.set(model, price);
    return price;
  };
}

function readPriceFile(path: string): PriceFile {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SetupError(`The prices in ${path} cannot be read: ${messageOf(error)}.`);
  }
  const parsed = fileSchema.safeParse(read);
  if (parsed.success) return parsed.data;
  throw new SetupError(
    `The prices in ${path} have the wrong form: ${z.prettifyError(parsed.error)}\nThey look like {"my-model": {"input": 0.5, "cachedInput": 0.1, "output": 1.5, "batch": 0.5}}, in dollars per million tokens.`,
  );
}

function find(prices: PriceFile, model: string): [string, PriceFile[string]] | null {
  const entries = Object.entries(prices);
  for (const name of namesOf(model.toLowerCase())) {
    const exact = entries.find(([key]) => key.toLowerCase() === name);
    if (exact) return exact;
    const matching = entries.filter(([key]) => key.includes('*') && patternOf(key).test(name));
    const closest = matching.sort(([a], [b]) => b.length - a.length)[0];
    if (closest) return closest;
  }
  return null;
}

/** `openai/gpt-4o-2024-08-06`, `gpt-4o-2024-08-06`, `gpt-4o`. */
function namesOf(model: string): string[] {
  const bare = model.slice(model.lastIndexOf('/') + 1);
  return [...new Set([model, bare, bare.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '')])];
}

const patternOf = (glob: string) => new RegExp(`^${glob.toLowerCase().split('*').map(escaped).join('.*')}$`);
const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const labelOf = ([name, { date }]: [string, PriceFile[string]], kind: string) =>
  `${kind} of ${name}${date ? ` as of ${date}` : ''}`;
