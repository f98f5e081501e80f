import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { prompts } from '../../prompts/index.ts';
import type { Assignment, Document, Language } from '../../records.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** Characters of article shown; what lies beyond is left out by whole blocks. */
const mostShown = 48_000;

const languageNames = { en: 'English', zh: 'Chinese' } as const;

/**
 * What every call about a document begins with, byte for byte the same, so that the endpoint's prefix cache applies.
 * Blocks are JSON strings with `<` escaped: no text of theirs can close the fence or pose as an instruction's structure.
 */
export function documentMessages(document: Document): Message[] {
  const lines: string[] = [];
  let shown = 0;
  for (const [number, block] of document.blocks.entries()) {
    if (block.suspect) continue;
    shown += block.text.length;
    if (shown > mostShown) break;
    lines.push(asData({ block: number, kind: block.kind, text: block.text }));
  }
  return [
    { role: 'system', content: prompts.system.render({}) },
    {
      role: 'user',
      content: prompts.document.render({ title: asData(document.title), blocks: lines.join('\n') }),
    },
  ];
}

export function selectMessages(document: Document, most: number): Message[] {
  const tasks = taskPool
    .map((task) => `- ${task.slug} (${task.kind}): ${task.scope.en} Suits: ${task.suits.when.en}`)
    .join('\n');
  return [
    ...documentMessages(document),
    { role: 'user', content: prompts.select.render({ tasks, most: String(most) }) },
  ];
}

export function generateMessages(
  document: Document,
  task: Task,
  assignment: Assignment,
  languages: readonly Language[],
): Message[] {
  const names = languages.map((language) => languageNames[language]).join(' and in ');
  const keys = languages.map((language) => `"${language}"`).join(' and ');
  const form =
    task.kind === 'understanding'
      ? 'an object of the given schema. Every string is a quote from those blocks; a field of fixed values takes one of them; leave null or empty what the article does not say.'
      : `an object with the key${languages.length > 1 ? 's' : ''} ${keys}: the text in ${names}, of ${languages
          .map(
            (language) =>
              `${task.length[language].least} to ${task.length[language].most} characters in ${languageNames[language]}`,
          )
          .join(' and ')}. Both say the same, with the same identifiers and numbers.`;
  const content = prompts.generate.render({
    task: task.category,
    scope: task.scope.en,
    why: asData(assignment.thought.en ?? ''),
    languages: names,
    form,
  });
  return [...documentMessages(document), { role: 'user', content }];
}

export function repairMessages(messages: readonly Message[], answer: string, problem: string): Message[] {
  return [
    ...messages,
    { role: 'user', content: prompts.repair.render({ problem, answer: asData(answer.slice(0, 20_000)) }) },
  ];
}

const asData = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
