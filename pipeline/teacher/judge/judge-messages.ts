import type { Task } from '../../../task-pool/define-task.ts';
import { promptsIn } from '../../prompts/index.ts';
import type { Language, Pair } from '../../records.ts';
import { asData, keysIn, lengthsOf, type Message, namesOf } from '../openai/messages.ts';

/**
 * What a judge is told, in the document's language, and the pairs of one task of one document that it is to judge. Lines of
 * JSON with `<` escaped: no text of theirs can close the fence or pose as a part of what it is told.
 */
export function judgeMessages(task: Task, language: Language, pairs: readonly Pair[]): Message[] {
  const languages = pairs.map((pair) => pair.language);
  const prompts = promptsIn[language];
  const rubric = prompts.judge.render({
    task: language === 'zh' ? task.chinese : task.category,
    scope: task.scope[language],
    languages: namesOf(languages, language),
    form:
      task.kind === 'understanding'
        ? prompts.answerObject.render({})
        : prompts.answerText.render({
            keys: keysIn(languages, language),
            lengths: lengthsOf(task, languages, language),
          }),
  });
  const lines = [
    // Both languages' pairs copy the same blocks.
    { input: pairs[0]?.input },
    ...pairs.map(({ language: of, instruction, thought, output }) => ({ language: of, instruction, thought, output })),
  ];
  return [
    { role: 'system', content: rubric },
    { role: 'user', content: `<pair>\n${lines.map(asData).join('\n')}\n</pair>` },
  ];
}
