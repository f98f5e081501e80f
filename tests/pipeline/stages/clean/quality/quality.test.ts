import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../../../crawlers/extract/extract-article.ts';
import type { Block, Language } from '../../../../../pipeline/records.ts';
import { checkBoilerplate } from '../../../../../pipeline/stages/clean/quality/boilerplate.ts';
import { checkErrorPage } from '../../../../../pipeline/stages/clean/quality/error-page.ts';
import { checkGibberish } from '../../../../../pipeline/stages/clean/quality/gibberish.ts';
import { judgeQuality } from '../../../../../pipeline/stages/clean/quality/index.ts';
import { checkListing } from '../../../../../pipeline/stages/clean/quality/listing.ts';
import { checkLoginPage } from '../../../../../pipeline/stages/clean/quality/login-page.ts';
import { qualityTextOf } from '../../../../../pipeline/stages/clean/quality/quality-text.ts';
import { checkRepetitive } from '../../../../../pipeline/stages/clean/quality/repetitive.ts';
import { checkSpam } from '../../../../../pipeline/stages/clean/quality/spam.ts';
import { articlesFolder, loadArticles } from '../../../../../sample-news/load-articles.ts';
import { onTopic } from '../../../../text/on-topic-texts.ts';
import { badTexts } from './bad-texts.ts';
import { blocksOf } from './blocks-of.ts';
import { goodTexts } from './good-texts.ts';

interface Labelled {
  name: string;
  language: Language;
  blocks: Block[];
}

const fixtures = new URL('../../../../fixtures/extract/', import.meta.url);
const published = new URL('../../../../../../shared/data/published/sevenllm-bench.jsonl', import.meta.url);
const article = (html: string) => extractArticle(html, 'https://news.example/article').blocks;
const languages = ['en', 'zh'] as const;

async function good(): Promise<Labelled[]> {
  const sample = [...(await loadArticles(articlesFolder))].filter(([name]) => /^(en|zh)\//.test(name));
  return [
    ...languages.flatMap((language) =>
      [...goodTexts[language], ...onTopic[language]].map((text) => ({ name: text, language, blocks: blocksOf(text) })),
    ),
    ...sample.map(([name, { title, parts }]) => ({
      ...{ name, language: name.slice(0, 2) as Language },
      blocks: article(`<html><body><article><h1>${title}</h1>${parts.join('\n')}</article></body></html>`),
    })),
    ...readdirSync(fixtures)
      .filter((name) => name.endsWith('.html'))
      .map((name) => ({
        ...{ name, language: name.slice(0, 2) as Language },
        blocks: article(readFileSync(new URL(name, fixtures), 'utf8')),
      })),
  ];
}

const bad: (Labelled & { kind: string })[] = languages.flatMap((language) =>
  Object.entries(badTexts[language]).flatMap(([kind, texts]) =>
    texts.map((text) => ({ kind, name: text, language, blocks: blocksOf(text) })),
  ),
);

const checks = {
  login: checkLoginPage,
  error: checkErrorPage,
  boilerplate: checkBoilerplate,
  gibberish: checkGibberish,
  listing: checkListing,
  repetitive: checkRepetitive,
  spam: checkSpam,
};

describe.each(Object.entries(checks))('the check of %s', (kind, check) => {
  it.each(languages)('drops its own kind and passes what only looks like it, %s', (language) => {
    const own = badTexts[language][kind]!.map((text) => check(qualityTextOf({ blocks: blocksOf(text) }, language)));
    expect(own.filter((detail) => detail !== null).length).toBeGreaterThanOrEqual(own.length - 1);
    const others = goodTexts[language].map((text) => check(qualityTextOf({ blocks: blocksOf(text) }, language)));
    expect(others.filter((detail) => detail !== null)).toEqual([]);
  });
});

describe('judgeQuality', () => {
  it('drops what is no article, and nothing else, with the precision and recall that it is held to', async () => {
    const kept = await good();
    expect(kept.length).toBeGreaterThanOrEqual(60);
    expect(bad.length).toBeGreaterThanOrEqual(60);
    for (const language of languages) {
      const wrongly = kept
        .filter((one) => one.language === language)
        .flatMap(({ name, blocks }) => ({ name: name.slice(0, 60), flaw: judgeQuality({ blocks }, language) }))
        .filter(({ flaw }) => flaw);
      const ofLanguage = bad.filter((one) => one.language === language);
      const missed = ofLanguage.filter(({ blocks }) => !judgeQuality({ blocks }, language));
      const caught = ofLanguage.length - missed.length;
      const [precision, recall] = [caught / (caught + wrongly.length), caught / ofLanguage.length];
      console.log(`quality, ${language}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`);
      for (const { kind, name } of missed) console.log(`  missed ${kind}: ${name.slice(0, 60).replaceAll('\n', ' ')}`);
      expect(wrongly).toEqual([]);
      expect(recall).toBeGreaterThanOrEqual(0.9);
    }
  });

  it.runIf(existsSync(published))('drops none of the published texts', () => {
    const records = readFileSync(published, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const dropped = records
      .filter(({ task }) => !/choice/.test(task))
      .map(({ id, task, input }) => ({
        id,
        flaw: judgeQuality({ blocks: blocksOf(input) }, /zh/.test(task) ? 'zh' : 'en'),
      }))
      .filter(({ flaw }) => flaw);
    expect(dropped).toEqual([]);
  });
});
