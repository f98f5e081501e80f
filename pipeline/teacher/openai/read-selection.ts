import { z } from 'zod';
import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import { idOf } from '../../hash.ts';
import type { Assignment, Document, Section } from '../../records.ts';
import { type SelectedTask, selectedTask, type selectionSchema } from './answer-schemas.ts';
import { shows } from './sections.ts';

/** A task as a selection names it, with the blocks that were shown. */
interface NamedTask extends SelectedTask {
  blocks: number[];
}

/** What a selection says of one section. */
export interface Selection {
  named: NamedTask[];
  /** What was wrong with entries that name a task of the pool, by task. */
  wrong: Record<string, string>;
  /** Names of tasks that do not exist. */
  unknown: string[];
}

/** A section with what was answered of it, or why that cannot be used. */
export type SectionRead = { section: Section } & (Selection | { unusable: string });

/** How many tasks a selection may name: some more than are chosen, so that there is a choice. */
export const mostNamed = ({ understanding, generation }: Pick<Config, 'understanding' | 'generation'>): number =>
  Math.max(10, understanding + generation + 3);

const slugs = new Set(taskPool.map(({ slug }) => slug));
const nameOf = z.object({ task: z.string() });

/** Takes the entries that are right: of a task that is named twice the better, and of its blocks those that were shown. */
export function readSelection(
  { tasks }: z.infer<typeof selectionSchema>,
  document: Pick<Document, 'blocks'>,
  section: Section,
): Selection {
  const named = new Map<string, NamedTask>();
  const wrong: Record<string, string> = {};
  const unknown = new Set<string>();
  for (const raw of tasks) {
    const parsed = selectedTask.safeParse(raw);
    if (parsed.success) {
      const entry = parsed.data;
      const blocks = entry.blocks.filter((number) => Number.isInteger(number)) as number[];
      const shown = [...new Set(blocks)].filter((number) => shows(section, document, number)).sort((a, b) => a - b);
      if (entry.fit > (named.get(entry.task)?.fit ?? -1)) named.set(entry.task, { ...entry, blocks: shown });
      continue;
    }
    const task = nameOf.safeParse(raw).data?.task;
    if (task === undefined) continue;
    if (slugs.has(task)) wrong[task] = z.prettifyError(parsed.error).replaceAll('\n', ' ').slice(0, 200);
    else unknown.add(task.slice(0, 60));
  }
  return { named: [...named.values()], wrong, unknown: [...unknown] };
}

/** Every task of the pool weighed by what the sections' selections say: the section that it fits best is the one for it. */
export function assignmentsOf(
  document: Document,
  read: readonly SectionRead[],
  leftOut: readonly number[],
): Assignment[] {
  const notShown = leftOut.length === 0 ? '' : ` Not shown, since longer than a section: block ${leftOut.join(', ')}.`;
  return taskPool.map(({ slug }) => {
    const base = { documentId: document.id, task: slug, chosen: false };
    const best = read
      .flatMap(({ section, ...answer }) =>
        'unusable' in answer
          ? []
          : answer.named.filter(({ task }) => task === slug).map((entry) => ({ section, entry })),
      )
      .sort((a, b) => b.entry.fit - a.entry.fit || (tieOf(base, a.section) < tieOf(base, b.section) ? -1 : 1))[0];
    if (!best) return { ...base, fit: 0, thought: {}, blocks: [], reason: `${whyNot(slug, read)}${notShown}` };
    const { section, entry } = best;
    const { fit, blocks } = entry;
    return { ...base, fit, thought: { [document.language]: entry.thought }, blocks, section, reason: null };
  });
}

// Among equals, another section comes first for another task: else the first would have all of them.
const tieOf = ({ documentId, task }: Pick<Assignment, 'documentId' | 'task'>, { from }: Section) =>
  idOf('section', documentId, task, String(from));

function whyNot(slug: string, read: readonly SectionRead[]): string {
  if (read.length === 0) return 'Nothing of the document could be shown.';
  const unusable = read.flatMap((answer) => ('unusable' in answer ? [answer.unusable] : []));
  const selections = read.flatMap((answer) => ('unusable' in answer ? [] : [answer]));
  const wrong = selections.flatMap((selection) => selection.wrong[slug] ?? [])[0];
  if (wrong) return `What the teacher said of it could not be used: ${wrong}`;
  if (selections.length === 0) return `The selection could not be used: ${unusable[0]}`;
  const unknown = [...new Set(selections.flatMap((selection) => selection.unknown))];
  return [
    'The teacher did not name it as fitting.',
    ...(unknown.length > 0 ? [`It named what is no task: ${unknown.slice(0, 5).join(', ')}.`] : []),
    ...(unusable.length > 0
      ? [`The selection of ${unusable.length} of ${read.length} sections could not be used.`]
      : []),
  ].join(' ');
}
