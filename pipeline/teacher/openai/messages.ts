import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { promptsIn } from '../../prompts/index.ts';
import type { Assignment, Document, Language } from '../../records.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** Characters of article shown; what lies beyond is left out by whole blocks. */
const mostShown = 48_000;

/** Words for lists in a prompt, by the prompt's language. */
const words = {
  en: {
    names: { en: 'English', zh: 'Chinese' },
    and: ' and ',
    length: (least: number, most: number, language: string) => `${least} to ${most} characters in ${language}`,
  },
  zh: {
    names: { en: '英文', zh: '中文' },
    and: '和',
    length: (least: number, most: number, language: string) => `${language} ${least} 到 ${most} 个字符`,
  },
} as const;

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
    { role: 'system', content: promptsIn[document.language].system.render({}) },
    {
      role: 'user',
      content: promptsIn[document.language].document.render({
        title: asData(document.title),
        blocks: lines.join('\n'),
      }),
    },
  ];
}

export function selectMessages(document: Document, most: number): Message[] {
  const { language } = document;
  const suits = language === 'zh' ? '适合的情形：' : 'Suits: ';
  const tasks = taskPool
    .map((task) => `- ${task.slug} (${task.kind}): ${task.scope[language]} ${suits}${task.suits.when[language]}`)
    .join('\n');
  const content = promptsIn[language].select.render({ tasks, most: String(most) });
  return [...documentMessages(document), { role: 'user', content }];
}

export function generateMessages(
  document: Document,
  task: Task,
  assignment: Assignment,
  languages: readonly Language[],
): Message[] {
  const { language } = document;
  const prompts = promptsIn[language];
  const { names, and, length } = words[language];
  const form =
    task.kind === 'understanding'
      ? prompts.answerObject.render({})
      : prompts.answerText.render({
          keys: languages.map((key) => `"${key}"`).join(and),
          lengths: languages
            .map((key) => length(task.length[key].least, task.length[key].most, names[key]))
            .join(and),
        });
  const content = prompts.generate.render({
    task: language === 'zh' ? task.chinese : task.category,
    scope: task.scope[language],
    why: asData(assignment.thought[language] ?? assignment.thought.en ?? ''),
    languages: languages.map((key) => names[key]).join(and),
    form,
  });
  return [...documentMessages(document), { role: 'user', content }];
}

export function repairMessages(
  messages: readonly Message[],
  answer: string,
  problem: string,
  language: Language,
): Message[] {
  const content = promptsIn[language].repair.render({ problem, answer: asData(answer.slice(0, 20_000)) });
  return [...messages, { role: 'user', content }];
}

const asData = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
