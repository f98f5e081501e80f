import { eventClasses } from '../../../../task-pool/vocabularies/event-classes.ts';
import type { Language } from '../../../records.ts';
import type { Fact, FactType } from '../facts.ts';
import { actionsFor } from './alert-actions.ts';
import type { Answerer, Said } from './answerer.ts';
import { joinNames, nameIn, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { isReference } from './quoting.ts';
import { rankEventClasses } from './rank-event-classes.ts';
import { factsIn } from './reading.ts';
import { type Severity, severityOf } from './severity-of.ts';
import { counted, opening, think } from './thought.ts';
import { victimsIn } from './victims.ts';
import { wantFacts } from './wants.ts';

const indicatorTypes: FactType[] = ['domain', 'ip-address', 'url', 'hash', 'email', 'file-name', 'registry-key'];
const mostIndicators = 12;
const longest = { en: 2400, zh: 1150 };

/** An alert put together from the facts of the passage: nothing that it names stands outside the text. */
export const securityAlertGeneration: Answerer = {
  wants: (reading) =>
    wantFacts(reading, {
      ...{
        cve: 1.5,
        malware: 1.2,
        actor: 1.2,
        'event-class': 0.8,
        impact: 0.8,
        mitigation: 0.8,
        cvss: 1,
        product: 0.6,
        version: 0.5,
      },
      ...{
        domain: 0.6,
        'ip-address': 0.6,
        url: 0.5,
        hash: 0.5,
        'file-name': 0.4,
        sector: 0.4,
        country: 0.3,
        organisation: 0.4,
      },
    }),
  answer(passage) {
    const named = passage.facts.distinct('malware', 'actor', 'cve', 'advisory');
    const indicators = indicatorsOf(passage);
    if (
      named.length + indicators.length === 0 ||
      passage.facts.distinct('event-class', 'vulnerability-class', 'impact').length === 0
    )
      return null;
    const severity = severityOf(passage);
    const text = (language: Language): string => {
      const parts = [
        headline(passage, language),
        whatHappened(passage, language),
        affected(passage, language),
        severityLine(severity, language),
        indicatorLine(indicators, language),
        actionsFor(passage, indicators, language),
      ];
      return parts
        .filter((part) => part !== null)
        .join('\n')
        .slice(0, longest[language]);
    };
    return { answer: { en: text('en'), zh: text('zh') }, thought: reasoning(passage, indicators, severity) };
  },
};

/** Indicators outside references, in Latin letters so that both languages list the same. */
function indicatorsOf(passage: Passage): Fact[] {
  const seen = new Set<string>();
  return passage.units
    .flatMap((unit) => (isReference(unit) ? [] : factsIn(unit, ...indicatorTypes)))
    .filter(
      ({ value, canonical }) =>
        !/[\u4e00-\u9fff]/.test(value) && value.length <= 120 && !seen.has(canonical) && seen.add(canonical),
    )
    .toSorted((a, b) => indicatorTypes.indexOf(a.type) - indicatorTypes.indexOf(b.type))
    .slice(0, mostIndicators);
}

/** The class of event that dominates the passage. */
function mainClass(passage: Passage): Said | null {
  const [main] = rankEventClasses(passage);
  return main ? eventClasses[main.type] : null;
}

function headline(passage: Passage, language: Language): string {
  const subjects = namesIn(language, passage.facts.distinct('malware', 'cve', 'actor'), 2);
  const kind = mainClass(passage) ?? { en: 'Threat', zh: '威胁' };
  if (language === 'zh')
    return `【安全告警】${kind.zh}${subjects.length > 0 ? `：涉及${joinNames('zh', subjects)}` : ''}`;
  return `SECURITY ALERT: ${kind.en}${subjects.length > 0 ? ` involving ${joinNames('en', subjects)}` : ''}`;
}

function whatHappened(passage: Passage, language: Language): string {
  const list = (...types: FactType[]) => joinNames(language, namesIn(language, passage.facts.distinct(...types), 4));
  const labelled: [string, string][] =
    language === 'en'
      ? [
          ['threat actors', list('actor')],
          ['malware', list('malware')],
          ['tools', list('tool')],
          ['vulnerabilities', list('cve', 'advisory')],
          ['type of weakness', list('vulnerability-class')],
        ]
      : [
          ['攻击者', list('actor')],
          ['恶意软件', list('malware')],
          ['工具', list('tool')],
          ['漏洞', list('cve', 'advisory')],
          ['漏洞类型', list('vulnerability-class')],
        ];
  const named = labelled
    .filter(([, names]) => names !== '')
    .map(([label, names]) => (language === 'en' ? `${label}: ${names}` : `${label}：${names}`));
  const [first] = passage.facts.distinct('date').filter(({ canonical }) => /^\d{4}-\d\d/.test(canonical));
  const date = first ? nameIn(language, first) : null;
  const ranked = rankEventClasses(passage)
    .slice(0, 3)
    .map(({ mentions }) => mentions[0]!.fact);
  const classes = joinNames(language, namesIn(language, ranked, 3));
  if (language === 'zh')
    return `事件概况：${classes ? `报告涉及${classes}` : '报告了一起安全威胁'}${date ? `，文中首个日期为${date}` : ''}。${named.length > 0 ? `${named.join('；')}。` : ''}`;
  return `What: the report concerns ${classes || 'a security threat'}${date ? `, with ${date} as the first date it gives` : ''}.${named.length > 0 ? ` Named are ${named.join('; ')}.` : ''}`;
}

function affected(passage: Passage, language: Language): string {
  const names = (facts: readonly Fact[], most: number) => joinNames(language, namesIn(language, facts, most));
  const { facts } = passage;
  const parts = [
    names(victimsIn(passage), 4),
    names(facts.distinct('product'), 5),
    names(facts.distinct('sector'), 4),
    names(facts.distinct('country'), 4),
  ];
  const labels =
    language === 'en'
      ? ['organisations hit', 'products concerned', 'sectors mentioned', 'countries mentioned']
      : ['受害机构', '相关产品', '提及行业', '提及国家或地区'];
  const said = parts.flatMap((part, i) =>
    part === '' ? [] : [`${labels[i]}${language === 'en' ? ' ' : '为'}${part}`],
  );
  if (language === 'zh')
    return said.length > 0 ? `影响对象：${said.join('；')}。` : '影响对象：文中未具体说明，请对照下列线索自查。';
  return said.length > 0
    ? `Affected: ${said.join('; ')}.`
    : 'Affected: not stated in particular; check your own systems against the signs below.';
}

const severityLine = ({ level, ground }: Severity, language: Language): string =>
  language === 'en' ? `Severity: ${level.en}, because ${ground.en}.` : `严重程度：${level.zh}，理由是${ground.zh}。`;

function indicatorLine(indicators: readonly Fact[], language: Language): string | null {
  if (indicators.length === 0) return null;
  const values = indicators.map(({ value }) => value);
  return language === 'en' ? `Indicators: ${values.join(', ')}` : `失陷指标：${values.join('、')}`;
}

function reasoning(passage: Passage, indicators: readonly Fact[], { level, ground }: Severity): Said {
  const [first] = indicators;
  const ofFirst = indicators.filter(({ type }) => type === first?.type).length;
  const held = first
    ? {
        en: `There ${ofFirst === 1 ? 'is' : 'are'} ${counted('en', first.type, ofFirst)} for defenders to search for.`,
        zh: `可供防守方排查的指标包括${counted('zh', first.type, ofFirst)}。`,
      }
    : {
        en: 'There are no indicators to search for, so the alert turns on names and measures.',
        zh: '文中没有可排查的指标，因此告警以名称和措施为主。',
      };
  return think(
    opening(passage, ['malware', 'actor', 'cve', 'event-class', 'product']),
    { en: `The severity is put at ${level.en}: ${ground.en}.`, zh: `严重程度定为${level.zh}，因为${ground.zh}。` },
    held,
  );
}
