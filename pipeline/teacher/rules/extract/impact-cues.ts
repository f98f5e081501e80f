const harmed = String.raw`(?:affected|impacted|compromised|stolen|encrypted|disrupted|leaked|exposed|infected|paraly[sz]ed|breached|defaced|hacked|shut down|knocked offline|taken offline|forced offline|wiped|crippled|hit by|locked out|exfiltrated|suspended|halted|cancelled)`;
const passive = new RegExp(
  String.raw`\b(?:was|were|been|has|have|had|are)\s(?:also\s|already\s|\w+ly\s)?${harmed}\b`,
  'i',
);
const active =
  /(?<=[a-z0-9)’'”"]\s)(?<!\b(?:all|of|the|these|those|any|an?|via|other|many|most|some|every|its|their|your|from|into|with|to|and|are|is|not)\s)(?:affected|infected|stole|encrypted|disrupted|exposed|leaked|compromised|crippled|forced|shut down|knocked|caused|breached|wiped|impacted|hit|halted|lost|exfiltrated|paraly[sz]ed|cost)\s(?:more than|over|about|approximately|nearly|at least|up to|around|some|an estimated|hundreds|thousands|millions|dozens|several|many|the|its|their|all|\$|€|£|US\$|\d|outages?|(?:\w+\s){0,3}?(?:systems|computers|customers|users|data|services|operations|records|networks|organi[sz]ations|companies|machines|servers|hospitals|devices))/i;
const consequence =
  /\b(?:outages?|(?:financial |total )?losses of|damages? of|victims (?:include|are)|number of victims|victims worldwide)\b/i;
const object =
  /\b(?:customers?|users?|patients?|employees|citizens|people|individuals|systems?|computers?|machines?|servers?|devices?|networks?|records?|data|operations?|services?|production|hospitals?|schools?|factor(?:y|ies)|plants?|pipeline|flights?|organi[sz]ations|companies|countries|victims|files|accounts?|websites?|government|agencies|million|billion|stores|banks?|power|electricity|households)\b/i;
const chinese =
  /(?:导致|造成|致使|引发|使得).{0,40}(?:瘫痪|中断|泄露|泄漏|损失|停产|停工|停运|停电|感染|被加密|无法|受阻|崩溃|沦陷|被盗|断网)|(?:受影响|影响了?|波及|涉及|感染了?|感染量|感染数|入侵了?|攻陷了?).{0,24}\d[\d,.]*\s?(?:多|余)?[万亿千百]?(?:多|余)?\s?(?:台|名|个|家|人|条|用户|企业|设备)|(?:已|均|全部|大量|遭|惨遭)被?(?:感染|加密|窃取|攻陷|泄露|入侵|攻破|瘫痪)(?!的|文件)|遭(?:受|到|遇)了?.{0,20}(?:攻击|入侵|感染|破坏|勒索)|(?:瘫痪|停产|停工|停运|停电|服务中断|业务中断)|损失.{0,12}\d|(?:泄露|泄漏|窃取|盗取|被盗)了?.{0,12}\d[\d,.]*\s?(?:万|亿|条|GB|TB|个|名)/;
const hypothetical =
  /\b(?:could|may|might|would|can|if|whether|designed to|in order to|attempts? to|tries to|trying to|intended to|capable of|allows?|allowing|lets|unless|typically|usually|when a|once)\b/i;
const chineseHypothetical =
  /可能|可以|能够|可导致|可造成|如果|一旦|若|避免|防止|以免|从而(?:实现|导致)|将会|(?<![社机议员])会(?:被|导致|造成|对|使|加密|影响)|用于|旨在|目的|试图|企图|通常|功能/;

/** Whether a sentence says what did happen to victims; what could happen, or how malware works, is left out. */
export function isImpact(sentence: string): boolean {
  if (chinese.test(sentence)) return !chineseHypothetical.test(sentence);
  const told = passive.test(sentence) || active.test(sentence) || consequence.test(sentence);
  return told && object.test(sentence) && !hypothetical.test(sentence);
}
