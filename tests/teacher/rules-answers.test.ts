import { describe, expect, it } from 'vitest';
import { checkShape } from '../../pipeline/checks/shape.ts';
import type { Document } from '../../pipeline/records.ts';
import { validate } from '../../pipeline/stages/validate.ts';
import { answerByRules, type RuleAnswer, rulesTasks } from '../../pipeline/teacher/rules/answers/index.ts';
import { extractFacts } from '../../pipeline/teacher/rules/extract/index.ts';
import type { UnderstandingTask } from '../../task-pool/define-task.ts';
import { taskBySlug, taskPool } from '../../task-pool/index.ts';
import { leavesOf } from '../../task-pool/render-answer.ts';
import { chineseReport, englishReport, type RulesText } from './rules-texts.ts';

const reports = { english: englishReport, chinese: chineseReport };

function answer(slug: string, text: RulesText): RuleAnswer {
  const answered = answerByRules(slug, extractFacts(text.blocks, text.language), text);
  if ('cannot' in answered) throw new Error(`${slug}: ${answered.cannot}`);
  return answered;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read by key, as their readers do
const read = (slug: string, text: RulesText): any => answer(slug, text).answer;

const documentOf = (text: RulesText): Document => ({
  ...{ id: 'doc_1', pageId: 'page_1', source: 'test', url: 'https://news.example/1', textHash: '', licence: null },
  ...{ authors: [], tags: [], publishedAt: null, modifiedAt: null, siteName: null, canonicalUrl: null },
  ...text,
});

describe('rulesTasks', () => {
  it('are the understanding tasks, summaries and alerts', () => {
    const expected = taskPool.filter(({ kind }) => kind === 'understanding').map(({ slug }) => slug);
    expect([...rulesTasks].sort()).toEqual([...expected, 'summary-generation', 'security-alert-generation'].sort());
  });

  it('others are refused by name', () => {
    const facts = extractFacts(englishReport.blocks, 'en');
    expect(answerByRules('risk-assessment', facts, englishReport)).toEqual({ cannot: 'not-a-rules-task' });
  });

  it('find nothing in a text on something else', () => {
    const blocks = [
      { kind: 'paragraph' as const, text: 'The bakery on the corner sells bread and cake every morning.' },
    ];
    const facts = extractFacts(blocks, 'en');
    for (const slug of rulesTasks)
      expect(answerByRules(slug, facts, { title: '', language: 'en', blocks })).toEqual({ cannot: 'nothing-found' });
  });
});

describe.each(Object.entries(reports))('every answer to the %s report', (_, text) => {
  it.each([...rulesTasks])('%s keeps what the checks ask for', (slug) => {
    const { blocks, thought, answer: given } = answer(slug, text);
    expect(blocks).toEqual([...new Set(blocks)].sort((a, b) => a - b));
    expect(blocks.some((block) => text.blocks[block]!.suspect)).toBe(false);
    expect(thought.en!.length).toBeGreaterThanOrEqual(100);
    expect(thought.en!.length).toBeLessThanOrEqual(500);
    expect(thought.zh!.length).toBeGreaterThanOrEqual(40);
    expect(thought.zh!.length).toBeLessThanOrEqual(250);

    const task = taskBySlug(slug);
    if (task.kind === 'understanding') {
      expect(checkShape(task, given)).toHaveProperty('answer');
      const input = blocks.map((block) => text.blocks[block]!.text).join('\n\n');
      for (const { kind, value } of leavesOf(task, given)) if (kind === 'quote') expect(input).toContain(value);
    }
    for (const language of ['en', 'zh'] as const) {
      if (task.kind === 'generation' && !(language in given)) continue;
      const cell = {
        id: 'cell_1',
        documentId: 'doc_1',
        task: slug,
        language,
        promptVersion: 'r',
        model: 'r',
        group: 'g',
      };
      const draft = { blocks, thought, answer: given };
      expect(validate({ cell, document: documentOf(text), draft, completionId: 'c' })).toMatchObject({ kept: true });
    }
  });
});

describe('single tasks', () => {
  it('read relations off verbs, in the direction of the sentence', () => {
    const triples = (text: RulesText) =>
      read('main-relation-extraction', text).relations.map(
        (r: Record<string, string>) => `${r.subject} ${r.relation} ${r.object}`,
      );
    expect(triples(englishReport)).toEqual(
      expect.arrayContaining([
        'APT28 also-known-as Fancy Bear',
        'APT28 exploits CVE-2017-11882',
        'CVE-2017-11882 affects Microsoft Office',
        'X-Agent communicates-with update-check[.]net',
      ]),
    );
    expect(triples(chineseReport)).toEqual(
      expect.arrayContaining(['LockBit targets 德国', 'LockBit exploits CVE-2021-44228']),
    );
  });

  it('turn passives round, and leave negations alone', () => {
    const relationsOf = (text: string) => {
      const blocks = [{ kind: 'paragraph' as const, text }];
      const given = answerByRules('main-relation-extraction', extractFacts(blocks, 'en'), {
        title: '',
        language: 'en',
        blocks,
      });
      return 'cannot' in given ? [] : (given.answer as { relations: Record<string, string>[] }).relations;
    };
    const [passive] = relationsOf('CVE-2021-44228 was exploited by APT28. APT28 used Mimikatz.');
    expect(passive).toMatchObject({ subject: 'APT28', relation: 'exploits', object: 'CVE-2021-44228' });
    expect(relationsOf('APT28 never used Mimikatz. There is no sign that APT28 did not use PsExec.')).toEqual([]);
  });

  it('fill a vulnerability record from the sentences on it', () => {
    const [english] = read('vulnerability-information-extraction', englishReport).vulnerabilities;
    expect(english).toMatchObject({ id: 'CVE-2017-11882', types: ['remote-code-execution'], severity: 'high' });
    const [chinese] = read('vulnerability-information-extraction', chineseReport).vulnerabilities;
    expect(chinese).toMatchObject({ id: 'CVE-2021-44228', severity: 'critical' });
    expect(chinese.cvss).toContain('10.0');
    expect(chinese.fix).toContain('2.17.1');
  });

  it('use the rows of indicator tables', () => {
    const { domains } = read('domain-intelligence-acquisition', englishReport);
    const byName = Object.fromEntries(domains.map((d: { domain: string; role: string }) => [d.domain, d.role]));
    expect(byName).toMatchObject({ 'update-check[.]net': 'command-and-control', 'cdn-fonts[.]org': 'delivery' });
    const [chinese] = read('domain-intelligence-acquisition', chineseReport).domains;
    expect(chinese).toMatchObject({ domain: 'gate.lock-pay[.]com', resolvesTo: ['198.51.100[.]23'] });
  });

  it('give each time the event of its clause', () => {
    const { times } = read('time-element-acquisition', englishReport);
    const march = times.find(({ time }: { time: string }) => time === '14 March 2023');
    expect(march).toMatchObject({ kind: 'date', role: 'attack-activity' });
    expect(march.event).toContain('APT28');
  });

  it('tell algorithms by kind and purpose', () => {
    const { algorithms } = read('encryption-decryption-algorithm-identification', chineseReport);
    expect(algorithms).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'symmetric', purpose: 'file-encryption' }),
        expect.objectContaining({ algorithm: 'RSA-2048', kind: 'asymmetric', purpose: 'key-protection' }),
      ]),
    );
  });

  it('classify by the wording that dominates', () => {
    expect(read('cybersecurity-event-classification', chineseReport).mainType).toBe('ransomware');
    expect(read('cybersecurity-event-classification', englishReport).mainType).toBe('espionage');
  });

  it('profile malware from the sentences that speak of it', () => {
    const { malware } = read('malware-feature-extraction', englishReport);
    expect(malware[0]).toMatchObject({ name: 'X-Agent', types: ['backdoor'], platforms: ['Windows'] });
    expect(malware[0].persistence).toContain('scheduled task');
  });
});

describe('generated texts', () => {
  it('summarise in the language of the document, verbatim', () => {
    const english = answer('summary-generation', englishReport).answer as { en: string };
    expect(Object.keys(english)).toEqual(['en']);
    expect(english.en.length).toBeLessThanOrEqual(900);
    const whole = englishReport.blocks.map(({ text }) => text).join(' ');
    expect(whole).toContain(english.en.slice(0, 60));
    expect(Object.keys(answer('summary-generation', chineseReport).answer)).toEqual(['zh']);
  });

  it('alert in both languages with the same indicators', () => {
    const { en, zh } = answer('security-alert-generation', englishReport).answer as { en: string; zh: string };
    for (const text of [en, zh]) {
      for (const indicator of ['update-check[.]net', 'cdn-fonts[.]org', '203.0.113[.]9', 'CVE-2017-11882'])
        expect(text).toContain(indicator);
      expect(text).not.toContain('BANANA-77');
    }
    expect(zh).toContain('德国');
    expect(en).toContain('apply the update for Microsoft Office');
    expect(zh).not.toMatch(/Administrators should/);
  });
});

describe('the passage', () => {
  it('stays within its bound in a long document', () => {
    const filler = Array.from({ length: 60 }, (_, i) => ({
      kind: 'paragraph' as const,
      text: `${englishReport.blocks[1]!.text} Sample ${i} was seen on ${(i % 27) + 1} May 2021 with CVE-2020-${1000 + i}.`,
    }));
    const facts = extractFacts(filler, 'en');
    for (const slug of rulesTasks) {
      const given = answerByRules(slug, facts, { title: '', language: 'en', blocks: filler });
      if ('cannot' in given) continue;
      const words = given.blocks.reduce((sum, block) => sum + filler[block]!.text.split(/\s+/).length, 0);
      expect(words).toBeLessThanOrEqual(1200);
    }
  });

  it('is the same each time', () => {
    const facts = () => extractFacts(chineseReport.blocks, 'zh');
    for (const slug of rulesTasks)
      expect(answerByRules(slug, facts(), chineseReport)).toEqual(answerByRules(slug, facts(), chineseReport));
  });
});

describe('an understanding task of the pool', () => {
  it('has an answer with every key of its shape from the rules', () => {
    for (const slug of rulesTasks) {
      const task = taskBySlug(slug);
      if (task.kind !== 'understanding') continue;
      const shape = Object.keys((task as UnderstandingTask).answer.shape);
      expect(Object.keys(answer(slug, englishReport).answer).sort()).toEqual(shape.sort());
    }
  });
});
