import { percent, type QualityText, unitsOf } from './quality-text.ts';

const more =
  /\b(?:read (?:more|full|the (?:full|rest))|continue reading|learn more|view (?:all|more|post)|full story|more »)|\bmin(?:ute)?s? read\b|\[?(?:…|\.\.\.)\]?\s*(?:more|»|>)?$|(?:阅读|查看)(?:全文|更多|详情|原文)|更多(?:»|>|>>)?$|【?(?:详细|详情)】?$|(?:\d+)?(?:评论|阅读量?|浏览)[(:：]?\s?\d+/i;
const date =
  /^(?:\[?\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\]?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:, \d{4})?|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}|\d+ (?:hours?|days?|weeks?) ago)\b|(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d+(?:小时|天|分钟)前)\s*$/i;
const sentenceEnd = /[.!?。！？；;:：]["”’)）]?$/;

/** Lists of headlines or teasers that lead to articles, and are none. */
export function checkListing({ lines, language, length }: QualityText): string | null {
  if (lines.length < 8) return null;
  const teasers = lines.filter((line) => more.test(line)).length;
  if (teasers >= 4 && teasers / lines.length >= 0.2) return `${teasers} of ${lines.length} lines lead to other pages.`;
  const dated = lines.filter((line) => date.test(line)).length;
  const headlines = lines.filter((line) => isHeadline(line, language) || date.test(line));
  const share = headlines.reduce((sum, line) => sum + line.length, 0) / length;
  if (dated >= 5 && dated / lines.length >= 0.25 && share > 0.8)
    return `${dated} of ${lines.length} lines are dated headlines.`;
  return headlines.length >= 10 && share > 0.85 ? `${percent(share)} of the text are headlines.` : null;
}

/** Longer than a name, shorter than a sentence, and not ended like one. A version is a product's. */
function isHeadline(line: string, language: QualityText['language']): boolean {
  if (sentenceEnd.test(line) || /\d\.\d/.test(line)) return false;
  const units = unitsOf(line, language).length;
  return language === 'en' ? units >= 4 && units <= 18 : units >= 8 && units <= 40;
}
