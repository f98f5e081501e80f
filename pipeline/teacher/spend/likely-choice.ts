import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import type { Config } from '../../config.ts';
import { sha256 } from '../../hash.ts';
import type { Assignment, Document, Section } from '../../records.ts';

/** Tasks as they may be chosen for a document; others for another, so that in the end all of the pool are counted. */
export function likelyChoice(
  document: Document,
  tasks: number,
  settings: Pick<Config, 'understanding' | 'generation'>,
): Task[] {
  const most = settings.understanding + settings.generation;
  const chosen = (['understanding', 'generation'] as const).flatMap((kind) => {
    const pool = taskPool.filter((task) => task.kind === kind);
    const count = most === 0 ? 0 : Math.min(pool.length, Math.round((tasks * settings[kind]) / most));
    const first = Number.parseInt(sha256(document.id).slice(0, 8), 16);
    const spread = Array.from({ length: count }, (_, index) => first + Math.floor((index * pool.length) / count));
    return spread.map((place) => pool[place % pool.length]!);
  });
  return taskPool.filter((task) => chosen.includes(task));
}

/** An assignment as a selection makes it; its thought is of the usual length. */
export const likelyAssignment = (document: Document, task: Task, section: Section): Assignment => ({
  ...{ documentId: document.id, task: task.slug, fit: 1, blocks: [], section, chosen: true, reason: null },
  thought: {
    en: 'The article names what this task asks for in several blocks, with the facts that an answer would need; look at who did what, when and by which means.',
  },
});
