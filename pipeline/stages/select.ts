import type { Task } from '../../task-pool/define-task.ts';
import { taskPool } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import { idOf } from '../hash.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { readDocuments } from '../ledger/read-document.ts';
import type { Assignment, Cell, Document, Language } from '../records.ts';
import type { Teacher } from '../teacher/teacher.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';

type SelectSettings = Pick<Config, 'languages' | 'understanding' | 'generation' | 'minimumFit'>;

/** Document → assignments and cells: every task of the pool is weighed, the best that fit are chosen, the rest keep their reason. */
export function selectStage(db: LedgerDatabase, teacher: Teacher, settings: SelectSettings): Stage<'select', Document> {
  return {
    name: 'select',
    async load(ids) {
      return [...(await readDocuments(db, ids))].map(([recordId, input]) => ({ recordId, input }));
    },
    async run(document): Promise<Outcome<'select'>> {
      const assignments = choose(await teacher.weigh(document), taskPool, settings);
      const chosen = assignments.filter((assignment) => assignment.chosen);
      if (chosen.length === 0)
        return drop('no-task-fits', 'No task of the pool fits this document well enough.', { assignments });
      const languages = languagesOf(document, settings.languages);
      const cells = chosen.flatMap(({ task }) =>
        languages.map((language) => cellOf(document, task, language, teacher)),
      );
      return keep({ assignments, cells });
    },
  };
}

/** Marks the best-fitting tasks of each kind as chosen, up to the settings' numbers; gives the others their reason. */
export function choose(
  weighed: readonly Assignment[],
  pool: readonly Task[],
  settings: Pick<SelectSettings, 'understanding' | 'generation' | 'minimumFit'>,
): Assignment[] {
  const kindOf = new Map(pool.map((task) => [task.slug, task.kind]));
  const left = { understanding: settings.understanding, generation: settings.generation };
  const ties = new Map(weighed.map((assignment) => [assignment.task, tieBreak(assignment)]));
  const byFit = weighed.toSorted((a, b) => b.fit - a.fit || (ties.get(a.task)! < ties.get(b.task)! ? -1 : 1));
  return byFit.map((assignment) => {
    const kind = kindOf.get(assignment.task);
    if (!kind || assignment.reason !== null) return assignment;
    if (assignment.fit < settings.minimumFit)
      return {
        ...assignment,
        reason: `The fit of ${assignment.fit.toFixed(2)} is below the least of ${settings.minimumFit}.`,
      };
    if (left[kind] === 0)
      return { ...assignment, reason: `${settings[kind]} ${kind} tasks that fit at least as well were chosen.` };
    left[kind]--;
    return { ...assignment, chosen: true };
  });
}

// Among equals, another task comes first for another document: by name, the pool's first tasks would always win.
const tieBreak = (assignment: Assignment) => idOf('tie', assignment.documentId, assignment.task);

function languagesOf(document: Document, setting: Config['languages']): Language[] {
  if (setting === 'both') return ['en', 'zh'];
  return [setting === 'source' ? document.language : setting];
}

/** The cell of a document, task and language with a teacher; of a later generation where a rerun asks anew. */
export function cellOf(
  { id: documentId, language: documentLanguage }: Pick<Document, 'id' | 'language'>,
  task: string,
  language: Language,
  { promptVersions, model }: Pick<Teacher, 'promptVersions' | 'model'>,
  generation = 0,
): Cell {
  const promptVersion = promptVersions[documentLanguage];
  const anew = generation > 0 ? [`generation ${generation}`] : [];
  return {
    id: idOf('cell', documentId, task, language, promptVersion, model, ...anew),
    documentId,
    task,
    language,
    promptVersion,
    model,
    group: idOf('grp', documentId, task, promptVersion, model, ...anew),
  };
}
