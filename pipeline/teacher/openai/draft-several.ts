import type { Document, Language } from '../../records.ts';
import type { Completion } from '../completions.ts';
import type { AskedTask, Drafted } from '../teacher.ts';
import { severalSchema, toStrictJsonSchema } from './answer-schemas.ts';
import { type AskerParts, callOnce, truncated, whyUnusable } from './ask.ts';
import { repairMessages } from './messages.ts';
import { promptCut } from './prompt-cut.ts';
import type { Again } from './question.ts';
import { type AnswerRead, readAnswers } from './read-answers.ts';
import { severalMessages } from './several-messages.ts';
import { worthAskingLonger } from './worth-asking-longer.ts';

export interface SeveralRequest {
  document: Document;
  asked: readonly AskedTask[];
  languages: readonly Language[];
  generation?: number | undefined;
}

/** Tokens that several answers together are given at most, unless the setting gives one alone more: what most models can write. */
const mostOutputTokens = 16_000;

/**
 * Answers several tasks by one call, each for itself: those that can be used are used. What the limit of tokens has cut is
 * asked for again with twice the limit, what cannot be used is sent back for repair, each once, and without the rest. Null
 * where the call as a whole was refused: which of the tasks it was for, only asking them one by one can tell.
 */
export async function draftSeveral(
  parts: AskerParts,
  { document, asked, languages, generation }: SeveralRequest,
): Promise<Map<string, Drafted> | null> {
  const drafts = new Map<string, Drafted>();
  const limitOf = ({ length }: readonly AskedTask[]) => {
    const { maxOutputTokens } = parts.config;
    return Math.min(length * maxOutputTokens, Math.max(maxOutputTokens, mostOutputTokens));
  };
  const call = (purpose: 'generate' | 'repair', tasks: readonly AskedTask[], messages: Messages, again?: Again) =>
    callOnce(
      parts,
      {
        ...{ purpose, document, messages, generation, name: 'drafts' },
        jsonSchema: toStrictJsonSchema(
          severalSchema(
            tasks.map(({ task }) => task),
            languages,
          ),
        ),
        serves: { tasks: tasks.map(({ task }) => task.slug), languages },
      },
      { maxOutputTokens: limitOf(tasks), ...again },
    );
  /** Takes the drafts that an answer holds; the rest is left. */
  const take = (completion: Completion, tasks: readonly AskedTask[]) => {
    const { isCut, reads } = readAnswers(completion.text, completion.finishReason, tasks, languages);
    for (const [slug, read] of reads)
      if ('draft' in read) drafts.set(slug, { draft: read.draft, completionId: completion.id });
    return { completion, isCut, reads, left: tasks.filter(({ task }) => !drafts.has(task.slug)) };
  };
  const refuse = (tasks: readonly AskedTask[], why: Drafted) => {
    for (const { task } of tasks) drafts.set(task.slug, why);
    return drafts;
  };

  const messages = severalMessages(document, asked, languages);
  const first = await call('generate', asked, messages);
  const unusable = whyUnusable(first);
  if (unusable) return first.finishReason === promptCut ? refuse(asked, refusal(first, unusable)) : null;
  let round = take(first, asked);
  const { left } = round;
  if (round.isCut && left.length > 0 && (drafts.size > 0 || worthAskingLonger(first, limitOf(asked)))) {
    const again = { maxOutputTokens: 2 * limitOf(left), thinkLess: first.text === '' };
    const longer = await call('generate', left, severalMessages(document, left, languages), again);
    const why = whyUnusable(longer);
    if (why) return refuse(left, refusal(longer, why));
    round = take(longer, left);
  }
  if (round.left.length === 0) return drafts;
  if (round.isCut) return refuse(round.left, truncated(round.completion));
  const [answer, problem] = quoted(round.left, round.reads, round.completion);
  const askedFor = severalMessages(document, round.left, languages);
  const repair = await call('repair', round.left, repairMessages(askedFor, answer, problem, document.language));
  const why = whyUnusable(repair);
  if (why) return refuse(round.left, refusal(repair, why));
  const last = take(repair, round.left);
  if (last.isCut) return refuse(last.left, truncated(repair));
  for (const { task } of last.left)
    drafts.set(task.slug, {
      refused: 'unparseable',
      detail: `The answer could not be used, nor its repair: ${problemOf(last.reads.get(task.slug))}`,
      completionId: repair.id,
    });
  return drafts;
}

type Messages = ReturnType<typeof severalMessages>;

const refusal = ({ id }: Completion, [refused, detail]: NonNullable<ReturnType<typeof whyUnusable>>): Drafted => ({
  ...{ refused, detail },
  completionId: id,
});

const problemOf = (read: AnswerRead | undefined) => (read && 'problem' in read ? read.problem : '');

/** What of an answer could not be used, as it stands, and why; the whole answer where nothing of it was found. */
function quoted(
  left: readonly AskedTask[],
  reads: Map<string, AnswerRead>,
  { text }: Completion,
): [answer: string, problem: string] {
  const raws = left.flatMap(({ task }) => {
    const read = reads.get(task.slug);
    return read && 'problem' in read && read.raw ? [`${JSON.stringify(task.slug)}: ${read.raw}`] : [];
  });
  const hasOthers = left.length < reads.size;
  const answer = raws.length > 0 || hasOthers ? `{"answers": {${raws.join(', ')}}}` : text;
  return [answer, left.map(({ task }) => `${task.slug}: ${problemOf(reads.get(task.slug))}`).join('\n')];
}
