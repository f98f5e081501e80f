import type { CheckFailure } from './failure.ts';
import type { Candidate } from './index.ts';

// What an assistant says instead of an answer, or around one. Anchored to how such sentences begin, since reports quote
// people who are sorry and companies that cannot comment.
const refusals = [
  /^[^\p{L}\p{N}]*(i['’]?m (very )?sorry|i am (very )?sorry|sorry|i apologi[sz]e|unfortunately)[,.]? (but )?(i|we|as an ai)\b/iu,
  /^[^\p{L}\p{N}]*(i (cannot|can['’]?t|am (not able|unable) to|won['’]?t) (assist|help|provide|comply|fulfil|answer|continue|complete|generate|create))/iu,
  /\bas an? (ai|artificial intelligence)( language)?( model| assistant)?,? (i|my)\b/i,
  /\bas a (large )?language model\b/i,
  /\b(my (training data|knowledge cut-?off)|i (do not|don['’]t) have (access to|information (about|on)|enough (context|information)))\b/i,
  /^[^\p{L}\p{N}]*(很)?抱歉[，,。]?\s*(我|作为|无法)/u,
  /^[^\p{L}\p{N}]*对不起[，,。]?\s*(我|作为|无法)/u,
  /作为(一个|一名)?(AI|人工智能|大?语言模型)(语言模型|助手|模型)?[，,]?\s*我/i,
  /^[^\p{L}\p{N}]*我(无法|不能|没有办法)(协助|帮助|提供|回答|完成|满足|遵循|生成)/u,
];
const openings = [
  /^[^\p{L}\p{N}]*(certainly|sure|of course|absolutely|okay|great question)\b(?=\s*[!,.:]|\s+(here|i can|i will)\b)/iu,
  /^[^\p{L}\p{N}]*(here|below) (is|are) (the|a|an|your|my) (\w+ ){0,3}(json|answer|output|response|result|summary|alert|analysis|assessment|plan|report|prediction)\b[^.\n]{0,80}[:.]/iu,
  /^[^\p{L}\p{N}]*(answer|response|output|assistant|thought|final answer)\s*:/iu,
  /^[^\p{L}\p{N}]*(好的|当然(可以)?|没问题|可以的)\s*[，,！!。]/u,
  /^[^\p{L}\p{N}]*(以下|下面)是(一份|一个|对|根据|基于|针对|为您|关于)?[^。\n]{0,40}[:：]/u,
  /^[^\p{L}\p{N}]*(答案|回答|输出|助手|思考过程|最终答案)\s*[:：]/u,
];
const closings = [
  /\b(let me know if (you|there|anything)|(i )?hope this helps|feel free to (ask|reach|contact)|if you (have|need) any (further|other|more|additional) (questions?|help|assistance|information|details?)|would you like me to|is there anything else)\b/i,
  /(希望(以上|这些|这)?(内容|信息|回答|总结|分析)?(对您|对你|能够?)有?(所)?帮助|如(果|若)?(您|你)?(还)?(有|需)(其他|任何|更多|进一步)的?(问题|疑问|需要|信息|帮助)[，,]?\s?(请|可以|欢迎|我)?|请(随时)?告诉我|(您|你)还?需要我)/,
];
/** Marks of a page around a whole answer: a fence, a heading, a title in bold on a line of its own. */
const wrappers = [/^\s*(```|~~~)/, /^\s*#{1,6}\s/, /^\s*\*\*[^*\n]{1,80}\*\*\s*[:：]?\s*(\n|$)/, /(```|~~~)\s*$/];

const kinds: [string, readonly RegExp[]][] = [
  ['refuses', refusals],
  ['opens as an assistant', openings],
  ['closes as an assistant', closings],
  ['is wrapped as a page', wrappers],
];

/** Refusals, assistant talk and markup around the whole, in both languages, in thought or answer. */
export function checkRefusal({ thought, output }: Candidate): CheckFailure | null {
  // The strings of an object are quotes of the article, which may well hold such words.
  for (const text of typeof output === 'string' ? [thought, output] : [thought]) {
    for (const [what, patterns] of kinds) {
      const found = patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null);
      if (found) return { reason: 'refusal', detail: `The answer ${what}: “${found[0].trim().slice(0, 80)}”.` };
    }
  }
  return null;
}
