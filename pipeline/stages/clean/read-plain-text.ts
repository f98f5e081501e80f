import { textToBlocks } from '../../../crawlers/extract/text-to-blocks.ts';
import type { Article } from '../../records.ts';

const longestTitle = 120;

/** A plain text as an article; its first line stands in for a title where none was given. */
export function readPlainText(text: string): Article {
  const firstLine = text.trimStart().split('\n', 1)[0]?.trim() ?? '';
  return {
    title: firstLine.length > longestTitle ? `${firstLine.slice(0, longestTitle - 1).toWellFormed()}…` : firstLine,
    authors: [],
    publishedAt: null,
    modifiedAt: null,
    declaredLanguage: null,
    siteName: null,
    canonicalUrl: null,
    tags: [],
    licence: null,
    blocks: textToBlocks(text),
  };
}
