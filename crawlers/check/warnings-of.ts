import type { Source } from '../define-source.ts';
import type { RobotsFinding, SampleFinding, SeedFinding, SourceWarning } from './source-report.ts';

interface Findings {
  robots: readonly RobotsFinding[];
  seeds: readonly SeedFinding[];
  samples: readonly SampleFinding[];
}

/** Whether a crawl would keep the sample, or would but for its topic, which says nothing about the declaration. */
export function isUsable(sample: SampleFinding, { language }: Source): boolean {
  const taken = sample.outcome === 'read' || sample.reason === 'off-topic';
  return taken && (language === 'mixed' ? isOurs(sample.language) : sample.language === language);
}

const isOurs = (language: SampleFinding['language']) => language === 'en' || language === 'zh';

/** What a person should look at in the findings of a trial, what concerns the whole source first. */
export function warningsOf(source: Source, { robots, seeds, samples }: Findings): SourceWarning[] {
  const warnings: SourceWarning[] = [];
  const warn = (code: SourceWarning['code'], message: string) => warnings.push({ code, message });
  for (const { origin, readable, detail } of robots)
    if (!readable) warn('robots-unreadable', `robots.txt of ${origin} cannot be read: ${detail}`);
  if (seeds.every(({ outcome }) => outcome === 'disallowed'))
    warn('everything-disallowed', 'robots.txt forbids every seed: leave this source out, or ask the site.');
  else for (const seed of seeds) warnings.push(...warningsOfSeed(seed));
  const read = seeds.filter(({ outcome }) => outcome === 'read');
  if (read.length > 0 && read.every(({ articles }) => articles === 0))
    warn('no-articles', `Nothing that the seeds name matches the article pattern ${source.article}.`);
  for (const sample of samples) warnings.push(...warningsOfSample(sample, source));
  const dated = samples.filter(({ characters }) => characters > 0);
  if (dated.length > 0 && dated.every(({ publishedAt }) => publishedAt === null))
    warn('no-date', 'No sample has a date: the source may need a selector for it.');
  return warnings;
}

function warningsOfSeed(seed: SeedFinding): SourceWarning[] {
  const { url, kind, outcome, detail, links, linksOnSite, articles } = seed;
  if (outcome === 'disallowed') return [{ code: 'seed-disallowed', message: `robots.txt forbids ${url}.` }];
  if (outcome === 'off-site') return [{ code: 'seed-off-site', message: `${url}: ${detail}` }];
  if (outcome === 'not-tried') return [{ code: 'seed-not-tried', message: `${url}: ${detail}` }];
  if (outcome !== 'read') return [{ code: 'seed-unreachable', message: `${url}: ${detail}` }];
  if (articles > 0) return [];
  if (seed.drawnByScript)
    return [{ code: 'drawn-by-script', message: `${url} is drawn by script, and lists are not rendered.` }];
  if (links > 0 && linksOnSite === 0)
    return [
      {
        code: 'links-off-site',
        message: `${url} names ${links} addresses, none on a host of the seeds: add a seed there.`,
      },
    ];
  return [{ code: 'no-articles', message: `The ${kind} ${url} names ${links} addresses, and no article.` }];
}

const codesOfReasons: Record<string, SourceWarning['code']> = {
  'too-short': 'sample-too-short',
  'no-article': 'sample-too-short',
  'off-topic': 'off-topic',
  'unsupported-language': 'other-language',
  'redirected-duplicate': 'redirect-unmatched',
  noindex: 'reserved',
  unreadable: 'sample-unreadable',
  'soft-404': 'sample-unreadable',
  'too-long': 'sample-unreadable',
};

function warningsOfSample(sample: SampleFinding, source: Source): SourceWarning[] {
  const { url, outcome, reason, detail, language } = sample;
  const warnings: SourceWarning[] = [];
  if (outcome === 'failed') warnings.push({ code: 'sample-unreachable', message: `${url}: ${detail ?? 'no answer.'}` });
  if (outcome === 'dropped')
    warnings.push({ code: codesOfReasons[reason ?? ''] ?? 'sample-unreachable', message: `${url}: ${detail}` });
  if (isOurs(language) && source.language !== 'mixed' && language !== source.language)
    warnings.push({ code: 'other-language', message: `${url} is in "${language}", declared is "${source.language}".` });
  if (sample.drawnByScript && !sample.rendered)
    warnings.push({
      code: 'needs-browser',
      message:
        source.render === 'http'
          ? `${url} is drawn by script: declare render: 'auto'.`
          : `${url} is drawn by script, and there is no browser: see \`sevenllm doctor\`.`,
    });
  return warnings;
}
