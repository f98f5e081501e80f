import type { Fact } from '../facts.ts';
import type { Passage } from './passage.ts';
import { after, before } from './quoting.ts';
import { factsIn } from './reading.ts';

const hitBefore =
  /\b(?:attack(?:s|ed|ing)?(?: on| against)?|against|target(?:s|ed|ing)?|breach(?:es|ed)? (?:at|of)|breached|hit(?:ting)?|compromis(?:e of|ed|ing)|victims? (?:include|included|including|such as|were|are|was|is)|hack(?:ed)?(?: of)?|infiltrated|infected|disrupted|struck|intrusion (?:into|at)|stolen from|incident at|affected|among the (?:first )?victims)\s(?:\w+\s|the\s|[A-Z][\w&.]*,?\s|and\s){0,4}$/i;
const hitAfter =
  /^(?:[’']s)?(?:,? (?:which|who))?\s?(?:\w+\s){0,3}(?:was|were|has been|have been|had been)\s(?:\w+\s)?(?:attacked|hit|breached|hacked|compromised|targeted|infected|affected|forced|disrupted|crippled|struck|victim)|^(?:[’']s)?\s(?:\w+\s)?(?:suffered|confirmed (?:a|an|the|that) (?:\w+\s){0,4}(?:attack|breach|incident)|confirmed incidents|fell victim|shut down|lost|paid)|^[^。；，,]{0,10}(?:遭|被|受到|受害|中招|沦陷|泄露|失窃|瘫痪|停工|停产)/i;
const hitBeforeChinese =
  /(?:攻击了?|入侵了?|针对|瞄准|袭击了?|攻陷了?|窃取了?|受害者(?:包括|有|为)|影响了?)(?:的|了|包括|、|[\u4e00-\u9fff]{2,8}、)?$/;

const victimsSentence =
  /\bamong the (?:\w+ )?victims\b|\bvictims (?:include|included|were|are)\b|\bconfirmed (?:\w+ ){0,3}(?:incidents?|breach(?:es)?|attacks?|intrusions?|infections?)\b|\b(?:were|was) (?:also )?(?:hit|affected|among those)\b|受害者?(?:包括|有|单位)|(?:相继|先后|均|也)(?:遭|中招|受到)/i;
const speaks =
  /^(?:[’']s \w+)?\s(?:\w+\s)?(?:said|says|reported|warned|released|attributed|published|found|estimated|wrote|calls?|tracks?)\b|^(?:公司)?(?:表示|称|报告|发布|披露|指出|监测|认为)/i;

/** Organisations that a sentence makes the one attacked, by the words right beside the name. */
export function victimsIn(passage: Passage): Fact[] {
  const victims = new Map<string, Fact>();
  for (const unit of passage.units) {
    if (unit.kind === 'table' || unit.kind === 'code' || unit.kind === 'heading') continue;
    const candidates = factsIn(unit, 'organisation', 'vendor');
    for (const [i, fact] of candidates.entries()) {
      const left = before(unit, fact, 70);
      const right = after(unit, fact, 60);
      const named = victimsSentence.test(unit.text) && !speaks.test(right);
      const hit = named || hitBefore.test(left) || hitBeforeChinese.test(left) || hitAfter.test(right);
      // "breached A, B and C": what is listed beside a victim is one too.
      const previous = candidates[i - 1];
      const listed =
        previous &&
        victims.get(previous.canonical) === previous &&
        /^(?:\s*(?:,|，|、|and|和|及|以及|与))+\s?$/.test(
          unit.text.slice(previous.end - unit.start, fact.start - unit.start),
        );
      if ((hit || listed) && !victims.has(fact.canonical)) victims.set(fact.canonical, fact);
    }
  }
  return [...victims.values()];
}
