import type { GenerationTask, Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { promptsIn } from '../../prompts/index.ts';
import type { Assignment, Document, Language, Section } from '../../records.ts';
import { shows } from './sections.ts';

export interface Message {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

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
 * What every call about a document begins with, or about one section of it, byte for byte the same, so that the endpoint's
 * prefix cache applies. Blocks keep the document's numbers, and every section has its title. Blocks are JSON strings with `<` escaped: no text of theirs can close the fence or pose as an instruction's structure.
 */
export function documentMessages(document: Document, section: Section = wholeOf(document)): Message[] {
  const lines = document.blocks.flatMap(({ kind, text }, number) =>
    shows(section, document, number) ? [asData({ block: number, kind, text })] : [],
  );
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

const wholeOf = ({ blocks }: Document): Section => ({ from: 0, to: blocks.length });

/** Asks for the tasks that suit a section of a document, at most so many. */
export function selectMessages(document: Document, section: Section, most: number): Message[] {
  const { language } = document;
  const tasks = taskPool.map(({ slug, kind, suits }) => `- ${slug} (${kind}): ${suits.when[language]}`).join('\n');
  const content = promptsIn[language].select.render({ tasks, most: String(most) });
  return [...documentMessages(document, section), { role: 'user', content }];
}

export function generateMessages(
  document: Document,
  task: Task,
  assignment: Assignment,
  languages: readonly Language[],
): Message[] {
  const { language } = document;
  const prompts = promptsIn[language];
  const form =
    task.kind === 'understanding'
      ? prompts.answerObject.render({})
      : prompts.answerText.render({
          keys: keysIn(languages, language),
          lengths: lengthsOf(task, languages, language),
        });
  const content = prompts.generate.render({
    task: language === 'zh' ? task.chinese : task.category,
    scope: task.scope[language],
    why: whyOf(assignment, language),
    languages: namesOf(languages, language),
    form,
  });
  return [...documentMessages(document, assignment.section), { role: 'user', content }];
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

export const namesOf = (languages: readonly Language[], inLanguage: Language): string =>
  languages.map((key) => words[inLanguage].names[key]).join(words[inLanguage].and);

/** The languages as keys of an answer. */
export const keysIn = (languages: readonly Language[], inLanguage: Language): string =>
  languages.map((key) => `"${key}"`).join(words[inLanguage].and);

export function lengthsOf(task: GenerationTask, languages: readonly Language[], inLanguage: Language): string {
  const { names, and, length } = words[inLanguage];
  return languages.map((key) => length(task.length[key].least, task.length[key].most, names[key])).join(and);
}

/** Why a task was chosen, as a prompt shows it. */
export const whyOf = ({ thought }: Assignment, language: Language): string =>
  asData(thought[language] ?? thought.en ?? '');

export const asData = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
