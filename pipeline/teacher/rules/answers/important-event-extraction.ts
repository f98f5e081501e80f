import type { eventClasses } from '../../../../task-pool/vocabularies/event-classes.ts';
import type { Fact } from '../facts.ts';
import type { Answerer } from './answerer.ts';
import { clauseAt, wholeOf } from './clause.ts';
import type { Passage } from './passage.ts';
import { valuesOf } from './quoting.ts';
import { factsIn, type Unit } from './reading.ts';
import { capital, numberWord, opening, think, vary } from './thought.ts';
import { victimsIn } from './victims.ts';
import { wantUnits } from './wants.ts';

const most = 8;
const prose = new Set<Unit['kind']>(['paragraph', 'list', 'quote', 'table']);

/** Words for things that happen, as opposed to what can be done or what something is. */
const happened =
  /\b(?:attacked|exploited|infected|breached|compromised|encrypted|stole|stolen|spread|hit|targeted|deployed|launched|sent|distributed|exfiltrated|began|started|discovered|detected|found|disclosed|announced|reported|published|warned|released|patched|fixed|arrested|charged|indicted|sentenced|shut down|restored|paid|demanded|leaked|confirmed|seized|took down|disrupted|forced|suffered|uploaded|registered|observed|seen|saw|identified|claimed|attributed|wiped|knocked|caused|lost|admitted)\b|攻击了?|利用|感染|入侵|加密了?|窃取|传播|爆发|投递|植入|泄露|发现|检测到|捕获|监测到|披露|公布|发布|通报|修复|逮捕|起诉|关闭|恢复|支付|索要|瘫痪|中断|遭(?:到|受|遇)?|出现|活跃|更新/i;
const happening = /\b(?:will|could|may|might|should|would|if)\b|如果|一旦|建议|应当?|可以|可能|将会/i;
const consequenceCue =
  /(?:,\s)?\b(?:causing|resulting in|leading to|led to|which (?:caused|led to|forced|disrupted)|forcing|disrupting|leaving|so that)\b.*$|(?:导致|造成|致使|使得|影响了?|迫使).*$/is;

/** Sentences that put a deed in time or tell of its effects. */
export const importantEventExtraction: Answerer = {
  wants: (reading) => wantUnits(reading, weightOf),
  answer(passage) {
    const { language, units } = passage;
    const victims = new Set(victimsIn(passage).map(({ canonical }) => canonical));
    const chosen = best(units);
    if (chosen.length === 0 || (chosen.length === 1 && !isDated(chosen[0]!))) return null;
    const events = chosen.map((unit) => ({
      event: eventOf(unit, language),
      type: (factsIn(unit, 'event-class')[0]?.canonical as keyof typeof eventClasses) ?? null,
      time: factsIn(unit, 'date', 'period')[0]?.value ?? null,
      place: valuesOf(factsIn(unit, 'country'), 6),
      attacker: valuesOf(factsIn(unit, 'actor'), 4),
      victims: valuesOf(victimsOf(unit, victims), 8),
      consequence: consequenceOf(unit, units),
    }));
    return {
      answer: { events },
      thought: think(
        opening(passage, ['date', 'period', 'event-class', 'actor', 'organisation']),
        course(passage, events),
      ),
    };
  },
};

const isDated = (unit: Unit): boolean => factsIn(unit, 'date', 'period').length > 0;

/** How much of an event a unit tells: a deed, and its time, its parties or its effects. */
function weightOf(unit: Unit): number {
  if (!prose.has(unit.kind) || unit.text.length < 16 || !happened.test(unit.text)) return 0;
  if (factsIn(unit, 'mitigation').length > 0) return 0;
  const dated = isDated(unit) ? 1 : 0;
  const parties = factsIn(unit, 'actor', 'organisation', 'country', 'sector', 'malware', 'vendor').length > 0 ? 0.4 : 0;
  const effect = factsIn(unit, 'impact').length > 0 ? 0.5 : 0;
  const kind = factsIn(unit, 'event-class').length > 0 ? 0.3 : 0;
  if (dated + effect === 0 || (happening.test(unit.text) && (!dated || /^(?:if\b|如果|一旦)/i.test(unit.text))))
    return 0;
  const weight = dated + parties + effect + kind;
  return weight >= 0.8 ? weight : 0;
}

/** The weightiest units, in the order of the text. */
function best(units: readonly Unit[]): Unit[] {
  const weighed = units.map((unit) => ({ unit, weight: weightOf(unit) })).filter(({ weight }) => weight > 0);
  const kept = new Set(
    weighed
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, most)
      .map(({ unit }) => unit),
  );
  return units.filter((unit) => kept.has(unit));
}

function eventOf(unit: Unit, language: Passage['language']): string {
  const [time] = factsIn(unit, 'date', 'period');
  return unit.kind === 'table' || !time ? wholeOf(unit) : clauseAt(unit, language, time);
}

function victimsOf(unit: Unit, victims: ReadonlySet<string>): Fact[] {
  return factsIn(unit, 'organisation', 'vendor').filter(({ canonical }) => victims.has(canonical));
}

/** What the same sentence, or an undated sentence right after it in the block, says came of it. */
function consequenceOf(unit: Unit, units: readonly Unit[]): string | null {
  const own = consequenceCue.exec(wholeOf(unit))?.[0].replace(/^[,，\s]+|[.。;；\s]+$/g, '');
  if (own && own.length >= 8) return own;
  const next = units[units.indexOf(unit) + 1];
  const follows = next && next.block === unit.block && !isDated(next) && factsIn(next, 'impact').length > 0;
  return follows && weightOf(next) === 0 ? wholeOf(next) : null;
}

function course(
  passage: Passage,
  events: readonly { time: string | null; victims: string[]; consequence: string | null }[],
) {
  const dated = events.filter(({ time }) => time !== null).length;
  const effects = events.filter(({ consequence }) => consequence !== null).length;
  const one = events.length === 1;
  const times =
    dated === events.length
      ? one
        ? 'with a time of its own'
        : 'all with a time of their own'
      : `${numberWord(dated)} of them with a time of ${dated === 1 ? 'its' : 'their'} own`;
  const en = [
    `${one ? 'One event is' : `${capital(numberWord(events.length))} events are`} told as ${one ? 'a deed' : 'deeds'} and not as background, ${times}.`,
    effects > 0
      ? `For ${effects === events.length ? (one ? 'it' : 'each') : numberWord(effects)} the text also says what came of it.`
      : `No sentence ties a consequence to ${one ? 'it' : 'any of them'}, so that stays open.`,
    vary(passage, [
      'Advice and what merely could happen do not count as events.',
      'The order is that of the account.',
      'The sentence with the verb of the deed is quoted as the event.',
    ]),
  ];
  const zh = [
    `作为行动而非背景叙述的事件有${events.length}个，${dated === events.length ? '均' : `其中${dated}个`}带有自己的时间。`,
    effects > 0 ? `有${effects}个还交代了后果。` : '没有语句把后果与其中任何一个相联系，因此后果从缺。',
    vary(passage, ['建议和仅属可能的情况不算事件。', '次序依照原文的叙述。', '以含有行动动词的语句作为事件原文。']),
  ];
  return { en: en.join(' '), zh: zh.join('') };
}
