import type { ReasonOf } from '../../reasons.ts';
import type { Article, Language } from '../../records.ts';
import { detectLanguage } from '../../text/detect-language.ts';
import { relevanceThreshold, securityRelevance } from '../../text/relevance.ts';
import { judgeQuality } from './quality/index.ts';

/** Least length of an article's running text: words in English, characters in Chinese. */
const shortest = { en: 40, zh: 80 } as const;
/** Most characters of a text; beyond it is a dump, a log or a book, and no article. */
const longest = 500_000;

// What sites say where a page is missing though the status is 200; only believed of a short page.
const missingPage =
  /\b(page (you (requested|are looking for) )?(was |is |could )?not (be )?(found|exist|available)|(can['’]t|cannot|couldn['’]t|could not) find (that|the) page|error 404|404 (error|not found)|no longer (exists|available))\b|页面(不存在|未找到|找不到)|(您|你)(访问|查找)的页面|文章(不存在|已(被)?删除)|404\s*错误/i;

/** Whether an article is one this dataset wants: its language, or why not. */
export function judgeArticle(
  article: Article,
  givenLanguage?: string,
): { language: Language } | { reason: ReasonOf<'clean'>; detail: string } {
  const blocks = article.blocks.filter((block) => !block.suspect);
  const text = blocks.map((block) => block.text).join('\n\n');
  if (text.trim() === '') return { reason: 'no-article', detail: 'The page holds no article text.' };
  if (text.length > longest)
    return { reason: 'too-long', detail: `The text has ${text.length} characters, more than ${longest}.` };
  const lines = text.split('\n').length;
  if (text.length < 1500 && lines < 30 && missingPage.test(`${article.title}\n${text}`))
    return {
      reason: 'soft-404',
      detail: 'The page says that what was asked for is not there, though its status is 200.',
    };
  const language = languageOf(text, givenLanguage);
  if (language === 'other' || language === 'undetermined')
    return {
      reason: 'unsupported-language',
      detail: `The text is ${language === 'other' ? 'in neither English nor Chinese' : 'in no language that can be told'}.`,
    };
  const length = lengthOf(text, language);
  if (length < shortest[language])
    return {
      reason: 'too-short',
      detail: `The text has ${length} ${language === 'en' ? 'words' : 'characters'}, fewer than ${shortest[language]}.`,
    };
  const flaw = judgeQuality(article, language);
  if (flaw) return flaw;
  const relevance = securityRelevance(`${article.title}\n\n${text}`, language);
  if (relevance < relevanceThreshold)
    return {
      reason: 'off-topic',
      detail: `Not about security: relevance ${relevance.toFixed(2)}, below ${relevanceThreshold}.`,
    };
  return { language };
}

function languageOf(text: string, given?: string): ReturnType<typeof detectLanguage> {
  const code = given?.toLowerCase().split(/[-_]/)[0];
  return code === 'en' || code === 'zh' ? code : detectLanguage(text);
}

function lengthOf(text: string, language: Language): number {
  return language === 'en' ? (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) : text.replace(/\s/g, '').length;
}
