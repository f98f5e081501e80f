import { promptsIn } from '../../pipeline/prompts/index.ts';
import { questionText, responseMark } from '../../pipeline/shards/formats/question-text.ts';
import type { Message } from '../../pipeline/teacher/openai/messages.ts';
import { optionsOf } from '../score/choice.ts';
import { pythonString } from '../score/python-text.ts';
import type { BenchRecord } from '../score/read-bench.ts';

/** How a record is put to a model: in the paper's prompt, which models trained by it expect, or as one would ask in a chat. */
export const questionForms = ['paper', 'chat'] as const;
export type QuestionForm = (typeof questionForms)[number];

/** What is asked for: the answer alone, or first how the model reasons (the paper's two target forms). */
export const answerTargets = ['answer', 'thought'] as const;
export type AnswerTarget = (typeof answerTargets)[number];

export interface QuestionStyle {
  form: QuestionForm;
  target: AnswerTarget;
}

/** One prompt; both forms fit into a single message of the user, which is also a prompt without roles. */
export function questionTo(record: BenchRecord, { form, target }: QuestionStyle): Message {
  if (form === 'chat') return { role: 'user', content: chatText(record, target) };
  // The authors' script formats the dictionary of a multiple-choice question as Python prints it.
  const instruction = pythonString(record.instruction);
  return { role: 'user', content: questionText({ instruction, input: record.input }, { template: 'paper', target }) };
}

function chatText(record: BenchRecord, target: AnswerTarget): string {
  const { language, kind, input } = record;
  const prompts = promptsIn[language];
  const options = Object.entries(optionsOf(record.instruction)).map(([letter, text]) => `${letter}. ${text}`);
  const question =
    kind === 'choice' && options.length > 0
      ? prompts.benchChoice.render({ question: choiceQuestion(record.instruction), options: options.join('\n'), input })
      : questionText({ instruction: pythonString(record.instruction), input }, { template: 'plain', target });
  return target === 'answer' ? question : prompts.benchThought.render({ question, mark: responseMark });
}

/** The question of a record that has options: an object, or a text that holds one. */
function choiceQuestion(instruction: BenchRecord['instruction']): string {
  const holder = typeof instruction === 'string' ? (JSON.parse(instruction) as Record<string, unknown>) : instruction;
  return pythonString(holder.question ?? '');
}
