import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import type { ExportedPair } from './exported-pair.ts';
import { bytesOf, type TextColumn } from './pair-row.ts';

export interface ParquetColumn {
  name: string;
  /** Its type as `datasets` names it: a list of plain values, or of records by their fields, or a plain value. */
  feature: { dtype: string } | { list: string } | { list: { name: string; dtype: string }[] };
  /** Texts that hardly ever repeat are written as they are, as bytes, without looking for repetitions or bounds. */
  isUnique?: true;
  of: (pair: ExportedPair, number: number) => unknown;
}

const text = (name: string, of: (pair: ExportedPair) => string | null): ParquetColumn => ({
  ...{ name, feature: { dtype: 'string' }, of },
});
const uniqueText = (name: string, column: TextColumn): ParquetColumn => ({
  ...{ name, feature: { dtype: 'string' }, isUnique: true, of: (pair) => bytesOf(pair, column) },
});

/** The extended record as columns, the same in every file: what is known of a document or teacher stands flat. */
export const parquetColumns: readonly ParquetColumn[] = [
  { name: 'id', feature: { dtype: 'int64' }, of: (_, number) => BigInt(number) },
  uniqueText('pair_id', 'id'),
  uniqueText('group', 'group'),
  text('task', ({ task }) => task),
  text('category', ({ category }) => category),
  text('kind', ({ kind }) => kind),
  text('language', ({ language }) => language),
  text('split', ({ split }) => split),
  uniqueText('instruction', 'instruction'),
  uniqueText('input', 'input'),
  uniqueText('thought', 'thought'),
  uniqueText('output', 'output'),
  {
    name: 'evidence',
    feature: {
      list: [
        { name: 'path', dtype: 'string' },
        { name: 'kind', dtype: 'string' },
        { name: 'start', dtype: 'int32' },
        { name: 'end', dtype: 'int32' },
      ],
    },
    of: ({ evidence }) => evidence,
  },
  { name: 'score', feature: { dtype: 'float64' }, of: ({ score }) => score },
  text('document_id', ({ documentId }) => documentId),
  text('source', ({ source }) => source),
  text('url', ({ url }) => url),
  text('title', ({ title }) => title),
  text('published_at', ({ publishedAt }) => publishedAt),
  text('licence', ({ licence }) => licence),
  text('text_sha256', ({ textHash }) => textHash),
  { name: 'blocks', feature: { list: 'int32' }, of: ({ blocks }) => blocks },
  text('model', ({ model }) => model),
  text('answered_by', ({ answeredBy }) => answeredBy),
  text('prompt_version', ({ promptVersion }) => promptVersion),
  text('completion_id', ({ completionId }) => completionId),
];

const leafOf = (name: string, dtype: string): SchemaElement => {
  const nullable = { name, repetition_type: 'OPTIONAL' } as const;
  if (dtype === 'int64') return { ...nullable, type: 'INT64' };
  if (dtype === 'int32') return { ...nullable, type: 'INT32' };
  if (dtype === 'float64') return { ...nullable, type: 'DOUBLE' };
  return { ...nullable, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
};

/** As pyarrow writes them: everything may be null, and a list is a group of three levels. */
function elementsOf({ name, feature }: ParquetColumn): SchemaElement[] {
  if ('dtype' in feature) return [leafOf(name, feature.dtype)];
  const { list } = feature;
  const item: SchemaElement[] =
    typeof list === 'string'
      ? [leafOf('element', list)]
      : [
          { name: 'element', repetition_type: 'OPTIONAL', num_children: list.length },
          ...list.map((field) => leafOf(field.name, field.dtype)),
        ];
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...item,
  ];
}

/** One schema for all files. */
export const parquetSchema: SchemaElement[] = [
  { name: 'schema', num_children: parquetColumns.length },
  ...parquetColumns.flatMap(elementsOf),
];

/** A record by column, and the bytes of its texts, with about what the rest of it takes. */
export interface ParquetRecord {
  values: unknown[];
  size: number;
}

export function parquetRecord(pair: ExportedPair, number: number): ParquetRecord {
  const values = parquetColumns.map(({ of }) => of(pair, number));
  const texts = weighedColumns.reduce((sum, place) => sum + Buffer.byteLength(values[place] as Uint8Array | string), 0);
  return { values, size: texts + 500 + 40 * (values[evidencePlace] as unknown[]).length };
}

const placeOf = (name: string) => parquetColumns.findIndex((column) => column.name === name);
const weighedColumns = ['instruction', 'input', 'thought', 'output', 'title', 'url'].map(placeOf);
const evidencePlace = placeOf('evidence');

/** What the writer takes, of the values of each column. */
export const columnsOf = (values: readonly unknown[][]): ColumnSource[] =>
  parquetColumns.map(({ name, isUnique }, place) => ({
    ...{ name, data: values[place]! },
    ...(isUnique && { encoding: 'PLAIN' as const, statistics: false }),
  }));
