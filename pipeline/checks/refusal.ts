import type { CheckFailure } from './failure.ts';
import { type Candidate, outputText } from './index.ts';

// What an assistant says instead of an answer, or around one. Anchored to how such sentences begin, since reports quote
// people who are sorry and companies that cannot comment.
const refusals = [
  /^\W*(i['’]?m (very )?sorry|i am (very )?sorry|sorry|i apologi[sz]e|unfortunately)[,.]? (but )?(i|we|as an ai)\b/i,
  /^\W*(i (cannot|can['’]?t|am (not able|unable) to|won['’]?t) (assist|help|provide|comply|fulfil|answer|continue|complete))/i,
  /\bas an? (ai|artificial intelligence)( language)?( model| assistant)?,? (i|my)\b/i,
  /\bas a (large )?language model\b/i,
  /^\W*(certainly|sure|of course|absolutely)[!,.] (here|i|below)/i,
  /^\W*here (is|are) (the|a|your) (requested |extracted |following )?(json|answer|output|response|result|summary|alert)\b/i,
  /\b(let me know if you|i hope this helps|feel free to ask)\b/i,
  /^\W*(很)?抱歉[，,。]?\s*(我|作为)/,
  /^\W*对不起[，,。]?\s*(我|作为)/,
  /作为(一个|一名)?(AI|人工智能|大?语言模型)(语言模型|助手|模型)?[，,]?\s*我/i,
  /^\W*我(无法|不能|没有办法)(协助|帮助|提供|回答|完成|满足|遵循)/,
  /^\W*(好的|当然)[，,！!]\s*(以下|下面|这是)/,
  /(希望(以上|这些)?(内容|信息|回答)?(对您|对你|能够?)有(所)?帮助|如(您|你)?有(其他|任何)(问题|疑问)[，,]?请(随时)?)/,
];

/** Refusals and assistant talk, in both languages, in thought or answer. */
export function checkRefusal({ thought, output }: Candidate): CheckFailure | null {
  for (const text of [thought, outputText(output)]) {
    const found = refusals.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    if (found)
      return {
        reason: 'refusal',
        detail: `The answer talks as an assistant or refuses: “${found[0].trim().slice(0, 80)}”.`,
      };
  }
  return null;
}
