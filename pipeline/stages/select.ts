import type { Task } from '../../task-pool/define-task.ts';
import { taskPool } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import { idOf, sha256 } from '../hash.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { readDocuments } from '../ledger/read-document.ts';
import { readSpread } from '../ledger/spread.ts';
import type { Assignment, Cell, Document, Language } from '../records.ts';
import type { Teacher } from '../teacher/teacher.ts';
import { plentyOf, type Spread } from './plenty.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';

type SelectSettings = Pick<Config, 'languages' | 'understanding' | 'generation' | 'minimumFit' | 'steering'>;

export interface SelectInput {
  document: Document;
  /** Of the teacher's choices so far. */
  spread: Spread;
}

/**
 * Document → assignments and cells: every task of the pool is weighed, the best of those that fit are chosen, with regard to
 * what the corpus has plenty of, and the rest keep their reason.
 */
export function selectStage(
  db: LedgerDatabase,
  teacher: Teacher,
  settings: SelectSettings,
): Stage<'select', SelectInput> {
  return {
    name: 'select',
    async load(ids) {
      const [documents, spread] = await Promise.all([readDocuments(db, ids), readSpread(db, teacher.model)]);
      return [...documents].map(([recordId, document]) => ({ recordId, input: { document, spread } }));
    },
    async run({ document, spread }): Promise<Outcome<'select'>> {
      const plenty = plentyOf(spread, taskPool);
      const assignments = choose(await teacher.weigh(document), taskPool, settings, plenty);
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

/**
 * Marks tasks of each kind as chosen, up to the settings' numbers, and gives the others their reason. Of those that fit well
 * enough they are the first by `fit - steering × lot × plenty`: a task that the corpus is short of goes before one that fits
 * better, but never by more than `steering`. The lot, 0 to 1, is drawn for each document and task by hash, so that what is
 * plenty becomes less and not nothing, and so that among equals no task always comes first.
 */
export function choose(
  weighed: readonly Assignment[],
  pool: readonly Task[],
  settings: Pick<SelectSettings, 'understanding' | 'generation' | 'minimumFit' | 'steering'>,
  plenty: ReadonlyMap<string, number>,
): Assignment[] {
  const kindOf = new Map(pool.map((task) => [task.slug, task.kind]));
  const left = { understanding: settings.understanding, generation: settings.generation };
  const lots = new Map(weighed.map((assignment) => [assignment.task, lotOf(assignment)]));
  const scoreOf = ({ task, fit }: Assignment) => fit - settings.steering * lots.get(task)! * (plenty.get(task) ?? 0);
  const inOrder = weighed.toSorted((a, b) => scoreOf(b) - scoreOf(a) || lots.get(a.task)! - lots.get(b.task)!);
  const leastChosen = { understanding: 1, generation: 1 };
  return inOrder.map((assignment) => {
    const kind = kindOf.get(assignment.task);
    if (!kind || assignment.reason !== null) return assignment;
    if (assignment.fit < settings.minimumFit)
      return {
        ...assignment,
        reason: `The fit of ${assignment.fit.toFixed(2)} is below the least of ${settings.minimumFit}.`,
      };
    if (left[kind] === 0) {
      const steered =
        assignment.fit > leastChosen[kind]
          ? ', among them ones that the corpus is short of'
          : ' that fit at least as well';
      return { ...assignment, reason: `${settings[kind]} ${kind} tasks were chosen${steered}.` };
    }
    left[kind]--;
    leastChosen[kind] = Math.min(leastChosen[kind], assignment.fit);
    return { ...assignment, chosen: true };
  });
}

const lotOf = ({ documentId, task }: Assignment): number =>
  Number.parseInt(sha256(`lot\n${documentId}\n${task}`).slice(0, 12), 16) / 2 ** 48;

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
