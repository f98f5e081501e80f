import type { z } from 'zod';
import type { Language } from '../pipeline/records.ts';
import { type FieldMeta, fieldMeta, recordShape, type UnderstandingTask } from './define-task.ts';

/** One value of an answer: where it stands, what it is, and the quotes beside it that a label can rest on. */
export interface Leaf {
  /** Canonical keys and list positions, as in `vulnerabilities.0.id`. */
  path: string;
  value: string;
  kind: 'quote' | 'label';
  /** Paths of the other quotes in the same object. */
  siblings: string[];
}

type Values = Record<string, unknown>;

/**
 * An answer as a pair shows it: keys and labels by their names in this language, in the shape's order, with what the
 * text does not say (nulls, empty lists) left out.
 */
export function renderAnswer(task: UnderstandingTask, answer: Values, language: Language): Values {
  return renderObject(task.answer.shape, answer, language);
}

function renderObject(shape: z.ZodRawShape, values: Values, language: Language): Values {
  const rendered: Values = {};
  for (const { key, meta, fields } of fieldsOf(shape)) {
    const value = values[key];
    if (fields) {
      const entries = asList(value).map((entry) => renderObject(fields, entry as Values, language));
      const filled = entries.filter((entry) => Object.keys(entry).length > 0);
      if (filled.length > 0) rendered[meta[language]] = filled;
    } else if (Array.isArray(value)) {
      if (value.length > 0) rendered[meta[language]] = value.map((item) => display(meta, item as string, language));
    } else if (value !== null && value !== undefined && value !== '') {
      rendered[meta[language]] = display(meta, value as string, language);
    }
  }
  return rendered;
}

const display = (meta: FieldMeta, value: string, language: Language): string =>
  meta.leaf === 'label' ? (meta.vocabulary?.[value]?.[language] ?? value) : value;

/** Every quote and label of an answer, in the shape's order. */
export function leavesOf(task: UnderstandingTask, answer: Values): Leaf[] {
  return leavesOfObject(task.answer.shape, answer, '');
}

function leavesOfObject(shape: z.ZodRawShape, values: Values, prefix: string): Leaf[] {
  const own: Omit<Leaf, 'siblings'>[] = [];
  const nested: Leaf[] = [];
  for (const { key, meta, fields } of fieldsOf(shape)) {
    const value = values[key];
    const path = `${prefix}${key}`;
    if (fields) {
      for (const [i, entry] of asList(value).entries())
        nested.push(...leavesOfObject(fields, entry as Values, `${path}.${i}.`));
    } else if (meta.leaf !== 'records') {
      const kind = meta.leaf;
      if (Array.isArray(value))
        own.push(...value.map((item, i) => ({ path: `${path}.${i}`, value: item as string, kind })));
      else if (typeof value === 'string' && value !== '') own.push({ path, value, kind });
    }
  }
  const quotes = own.filter(({ kind }) => kind === 'quote').map(({ path }) => path);
  return [...own.map((leaf) => ({ ...leaf, siblings: quotes.filter((path) => path !== leaf.path) })), ...nested];
}

/**
 * The answer without the leaves at these paths: entries of lists close up, single fields become null. A record that keeps
 * no quote goes, and so do labels that have no quote beside them any more. Null where no quote remains at all.
 */
export function removeLeaves(task: UnderstandingTask, answer: Values, paths: ReadonlySet<string>): Values | null {
  const left = removeFrom(task.answer.shape, answer, paths, '');
  return leavesOf(task, left).some(({ kind }) => kind === 'quote') ? left : null;
}

function removeFrom(shape: z.ZodRawShape, values: Values, paths: ReadonlySet<string>, prefix: string): Values {
  const left: Values = {};
  let quotes = 0;
  for (const { key, meta, fields } of fieldsOf(shape)) {
    const value = values[key];
    const path = `${prefix}${key}`;
    if (fields) {
      left[key] = asList(value)
        .map((entry, i) => removeFrom(fields, entry as Values, paths, `${path}.${i}.`))
        .filter((entry) => hasQuote(fields, entry));
    } else if (Array.isArray(value)) {
      const kept = value.filter((_, i) => !paths.has(`${path}.${i}`));
      left[key] = kept;
      if (meta.leaf === 'quote') quotes += kept.length;
    } else {
      left[key] = value === undefined || paths.has(path) ? null : value;
      if (meta.leaf === 'quote' && left[key] !== null) quotes++;
    }
  }
  if (quotes === 0)
    for (const { key, meta } of fieldsOf(shape))
      if (meta.leaf === 'label') left[key] = Array.isArray(left[key]) ? [] : null;
  return left;
}

const hasQuote = (shape: z.ZodRawShape, values: Values): boolean =>
  fieldsOf(shape).some(({ key, meta }) => {
    const value = values[key];
    return meta.leaf === 'quote' && (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined);
  });

/** The answer with another value at this path; what is not on the path is shared with the given one. */
export function replaceLeaf(answer: Values, path: string, value: string): Values {
  return replaceAt(answer, path.split('.'), value) as Values;
}

function replaceAt(node: unknown, [key, ...rest]: string[], value: string): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node) && key in node)
    return node.map((item, i) => (String(i) === key ? replaceAt(item, rest, value) : item));
  if (Array.isArray(node) || typeof node !== 'object' || node === null || !(key in node))
    throw new TypeError(`The answer has nothing at "${[key, ...rest].join('.')}"`);
  return { ...node, [key]: replaceAt((node as Values)[key], rest, value) };
}

interface Field {
  key: string;
  meta: FieldMeta;
  /** The fields of one entry, where the field is a list of records. */
  fields: z.ZodRawShape | undefined;
}

const known = new WeakMap<z.ZodRawShape, Field[]>();

function fieldsOf(shape: z.ZodRawShape): Field[] {
  let fields = known.get(shape);
  if (!fields) {
    fields = Object.entries(shape).map(([key, type]) => {
      const meta = fieldMeta(type as z.ZodType);
      return { key, meta, fields: meta.leaf === 'records' ? recordShape(type as z.ZodType) : undefined };
    });
    known.set(shape, fields);
  }
  return fields;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
