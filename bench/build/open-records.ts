import type { Document, Language } from '../../pipeline/records.ts';
import type { ExportedPair } from '../../pipeline/shards/exported-pair.ts';
import { taskPool } from '../../task-pool/index.ts';
import type { BenchEntry, Part } from './bench-entry.ts';
import { type Quota, waterFill } from './quotas.ts';
import { randomOf } from './random.ts';

export interface OpenPart {
  part: Part;
  taken: BenchEntry[];
  /** What stands in for records that a review rejects, the best first within a task. */
  reserve: BenchEntry[];
  quotas: Quota[];
}

const suffixes = { understanding: 'ex', generation: 'gen' } as const;

/**
 * The open records of one kind and language: as evenly over the tasks as the pairs allow, and within a task over the
 * documents, by a lot that depends on the seed. Ids are given later.
 */
export function openRecords(
  pairs: readonly ExportedPair[],
  documents: ReadonlyMap<string, Document>,
  { language, kind, size, seed }: { language: Language; kind: ExportedPair['kind']; size: number; seed: number },
): OpenPart {
  const part = `${language}-${suffixes[kind]}` as const;
  const slugs = taskPool.filter((task) => task.kind === kind).map(({ slug }) => slug);
  const byTask = new Map(slugs.map((slug): [string, ExportedPair[]] => [slug, []]));
  for (const pair of pairs) if (pair.language === language) byTask.get(pair.task)?.push(pair);
  const quotas = waterFill(size, new Map(slugs.map((slug) => [slug, byTask.get(slug)!.length])));
  const uses = new Map<string, number>();
  const taken: BenchEntry[] = [];
  const reserve: BenchEntry[] = [];
  // Tasks with little to choose from choose first, so that the others can step aside for the spread over documents.
  for (const { name, taken: wanted } of quotas.toSorted((a, b) => a.possible - b.possible)) {
    const drawn = randomOf(seed, part, name).shuffled(byTask.get(name)!);
    const left = new Set(drawn);
    for (let count = 0; left.size > 0; count++) {
      const next = [...left].reduce((best, pair) => (usesOf(pair) < usesOf(best) ? pair : best));
      left.delete(next);
      if (count < wanted) uses.set(next.documentId, usesOf(next) + 1);
      (count < wanted ? taken : reserve).push(entryOf(next, part, documents.get(next.documentId)!));
      if (count >= 2 * wanted + 20) break;
    }
  }
  const place = ({ taskSlug }: BenchEntry) => slugs.indexOf(taskSlug);
  return { part, taken: taken.toSorted((a, b) => place(a) - place(b)), reserve, quotas };

  function usesOf({ documentId }: ExportedPair): number {
    return uses.get(documentId) ?? 0;
  }
}

function entryOf(pair: ExportedPair, part: Part, document: Document): BenchEntry {
  return {
    ...headOf(part, document),
    ...{ category: pair.category, instruction: pair.instruction, input: pair.input },
    ...{ thought: pair.thought, output: pair.output, language: pair.language, taskSlug: pair.task },
    ...{ document: originOf(document), blocks: pair.blocks },
    pair: { id: pair.id, model: pair.answeredBy, promptVersion: pair.promptVersion, evidence: pair.evidence },
  };
}

/** What records of a part begin with; the id is given when all are chosen. */
export const headOf = (part: Part, { title, id, language }: Document) => ({
  ...{ id: 0, task: `test-${part}` as const, filename: `${title || id}-${language}` },
});

export function originOf(document: Document): BenchEntry['document'] {
  const { id, url, title, source, publishedAt, licence, textHash } = document;
  return { id, url, title, source, publishedAt, licence, textHash };
}
