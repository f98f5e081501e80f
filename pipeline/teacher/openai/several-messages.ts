import type { Task } from '../../../task-pool/define-task.ts';
import { promptsIn } from '../../prompts/index.ts';
import type { Document, Language } from '../../records.ts';
import type { AskedTask } from '../teacher.ts';
import { documentMessages, keysIn, lengthsOf, type Message, namesOf, whyOf } from './messages.ts';

/** Words for the list of tasks, by the prompt's language. */
const words = {
  en: {
    object: 'object',
    text: (lengths: string) => `text, ${lengths}`,
    line: (id: string, name: string, form: string, scope: string, why: string) =>
      `- ${id} (${name}; ${form}): ${scope} Chosen because: ${why}`,
    forms: (object: string, text: string) => `of an object task, ${object}\n  Of a text task, ${text}`,
    lengths: 'of the length given with the task',
  },
  zh: {
    object: '对象',
    text: (lengths: string) => `文本，${lengths}`,
    line: (id: string, name: string, form: string, scope: string, why: string) =>
      `- ${id}（${name}；${form}）：${scope}选择的理由：${why}`,
    forms: (object: string, text: string) => `对象类任务：${object}\n  文本类任务：${text}`,
    lengths: '长度见各任务',
  },
} as const;

/** One call for several tasks of one section: after what all calls about the document begin with, each task in a line, then what is asked of all. */
export function severalMessages(
  document: Document,
  asked: readonly AskedTask[],
  languages: readonly Language[],
): Message[] {
  const { language } = document;
  const { object, text, line, forms, lengths } = words[language];
  const prompts = promptsIn[language];
  const tasks = asked.map(({ task, assignment }) => {
    const form = task.kind === 'understanding' ? object : text(lengthsOf(task, languages, language));
    const name = language === 'zh' ? task.chinese : task.category;
    return line(task.slug, name, form, task.scope[language], whyOf(assignment, language));
  });
  const asObject = prompts.answerObject.render({});
  const asText = prompts.answerText.render({ keys: keysIn(languages, language), lengths });
  const has = (kind: Task['kind']) => asked.some(({ task }) => task.kind === kind);
  const onlyForm = has('understanding') ? asObject : asText;
  const content = prompts.generateSeveral.render({
    tasks: tasks.join('\n'),
    languages: namesOf(languages, language),
    forms: has('understanding') && has('generation') ? forms(asObject, asText) : onlyForm,
  });
  return [...documentMessages(document, asked[0]?.assignment.section), { role: 'user', content }];
}
