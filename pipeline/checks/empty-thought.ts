import { instructionPrefixes } from '../../task-pool/define-task.ts';
import { instructionFor } from '../../task-pool/instruction.ts';
import type { CheckFailure } from './failure.ts';
import { type Candidate, outputText } from './index.ts';

/** Share of a thought's words, or pairs of characters, from which it says nothing that its source does not. */
const mostRestated = { answer: 0.85, instruction: 0.75 };

const formula =
  /\b(?:to (?:answer|complete|solve|address|do) (?:this|the)(?: \w+)? ?(?:question|task|request|instruction)?,? ?(?:i|we|one)|(?:i|we) (?:need|have|should|must|will|am going|are going)(?: first| now)?(?: to)? (?:carefully )?(?:read|analy[sz]e|extract|identify|understand|look|examine|review|find|go|summari[sz]e|generate|write|consider)|the (?:task|question|instruction|user) (?:is|asks?|requires?|wants?|needs?)|let(?:'s| us| me) (?:read|analy[sz]e|think|look|go|break))\b|(?:为了?(?:回答|完成)(?:这个|该|本|此)?(?:问题|任务)|我(?:们)?(?:首先|先|将|会)?(?:需要|应该|应当|要)(?:先|首先|仔细)?(?:阅读|分析|提取|识别|理解|查看|总结|找出)|(?:本|该|这个|此)?任务(?:要求|需要|是)|首先需要(?:阅读|分析|理解)|让我(?:们)?(?:先|来))/i;

/**
 * A thought that says nothing of its own: the answer or the instruction over again, or the formula of a model that announces
 * what it is about to do, with not a word on what stands in this text.
 */
export function checkEmptyThought({
  task,
  language,
  document,
  input,
  thought,
  output,
}: Candidate): CheckFailure | null {
  const units = unitsOf(thought, language);
  if (units.length === 0) return null;
  const answer = typeof output === 'string' ? shareIn(units, output, language) : 0;
  if (answer >= mostRestated.answer && isOneText(thought, outputText(output)))
    return { reason: 'empty-thought', detail: 'The thought is the answer over again.' };
  const asked = [
    instructionFor(task, language, document.id).slice(instructionPrefixes[task.kind][language].length),
    ...[task.scope[language], task.suits.when[language], language === 'en' ? task.category : task.chinese],
  ].join('\n');
  if (shareIn(units, asked, language) >= mostRestated.instruction)
    return { reason: 'empty-thought', detail: 'The thought only restates the instruction.' };
  const found = formula.exec(thought);
  if (found && !isSpecific(thought, input, asked, language))
    return {
      reason: 'empty-thought',
      detail: `The thought is a formula that fits any text: “${thought.slice(found.index, found.index + 80)}”.`,
    };
  return null;
}

/** Words of English without the commonest, pairs of characters of Chinese. */
function unitsOf(text: string, language: Candidate['language']): string[] {
  if (language === 'en')
    return (text.toLowerCase().match(/[a-z0-9][a-z0-9'.-]*[a-z0-9]/g) ?? []).filter((word) => word.length > 3);
  const han = text.match(/[\u4e00-\u9fff]/g) ?? [];
  return han.slice(1).map((char, i) => han[i]! + char);
}

function shareIn(units: readonly string[], text: string, language: Candidate['language']): number {
  const known = new Set(unitsOf(text, language));
  return units.filter((unit) => known.has(unit)).length / units.length;
}

/** Same words in the same order: most sentences of the thought stand in the answer. */
function isOneText(thought: string, answer: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const whole = plain(answer);
  const clauses = thought
    .split(/[.!?。！？；;，,]/)
    .map(plain)
    .filter((clause) => clause.length > 0);
  const size = (texts: readonly string[]) => texts.reduce((sum, { length }) => sum + length, 0);
  return size(clauses.filter((clause) => whole.includes(clause))) >= size(clauses) * mostRestated.answer;
}

/** Whether the thought takes up something of this text: a name, a number, or words that were not in the request. */
function isSpecific(thought: string, input: string, asked: string, language: Candidate['language']): boolean {
  const names = thought.match(/(?<![.!?]\s)(?<!^)\b(?:[A-Z][\w-]+|\d[\d.,]+|[A-Za-z]+\d\w*)/g) ?? [];
  if (names.some((name) => input.includes(name) && !asked.includes(name))) return true;
  if (language === 'en') {
    const given = stems(asked);
    const text = stems(input);
    return [...stems(thought)].filter((stem) => text.has(stem) && !given.has(stem)).length >= leastOwnWords;
  }
  for (const run of thought.match(/[\u4e00-\u9fff]+/g) ?? []) {
    for (let i = 0; i + 4 <= run.length; i++) {
      const piece = run.slice(i, i + 4);
      if (input.includes(piece) && !asked.includes(piece) && !commonHan.test(piece)) return true;
    }
  }
  return false;
}

/** Words that the thought takes from the text, from which it speaks of this text. */
const leastOwnWords = 2;
const stems = (text: string): Set<string> =>
  new Set(
    unitsOf(text, 'en')
      .filter((word) => word.length > 4 && !common.test(word))
      .map((word) => word.slice(0, 6)),
  );
const common =
  /^(?:attack|threat|securi|inform|texts|incide|articl|report|cyber|networ|malici|malwar|vulner|potent|impact|their|which|about|these|those|there|being|other|should|would|could|based|detail|descri|mentio|provid|system|analy|includ|using)/;
const commonHan = /网络安全|安全事件|攻击者的|的攻击|攻击手|网络攻击|恶意软件|文本中|安全威胁|攻击活动/;
