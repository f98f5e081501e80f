import type { Language } from '../../../records.ts';
import type { Fact, FactType } from '../facts.ts';
import { wholeOf } from './clause.ts';
import { joinNames, namesIn } from './names-in-language.ts';
import type { Passage } from './passage.ts';
import { factsIn } from './reading.ts';

const mostQuoted = 3;
const quotedLength = { en: { least: 40, most: 320 }, zh: { least: 16, most: 140 } };

/**
 * What to do: the text's own advice in its own language, and measures that follow from the facts found, in both. Those
 * measures name nothing but what was found.
 */
export function actionsFor(passage: Passage, indicators: readonly Fact[], language: Language): string {
  const quoted = language === passage.language ? adviceOf(passage) : [];
  const actions = [...quoted, ...standard(passage, indicators, language).slice(0, quoted.length > 1 ? 2 : 4)];
  const numbered = actions.map((action, i) => `${i + 1}. ${action}`);
  return `${language === 'en' ? 'Action:' : '处置措施：'}\n${numbered.join('\n')}`;
}

function adviceOf({ units, language }: Passage): string[] {
  return units
    .filter((unit) => factsIn(unit, 'mitigation').length > 0 && factsIn(unit, 'date').length === 0)
    .map(wholeOf)
    .filter((text) => text.length >= quotedLength[language].least && text.length <= quotedLength[language].most)
    .slice(0, mostQuoted);
}

function standard(passage: Passage, indicators: readonly Fact[], language: Language): string[] {
  const en = language === 'en';
  const has = (...types: FactType[]) => indicators.some(({ type }) => types.includes(type));
  const names = (...types: FactType[]) => joinNames(language, namesIn(language, passage.facts.distinct(...types), 3));
  const flaws = names('cve');
  const malware = names('malware');
  const techniques = new Set(passage.facts.of('technique-phrase').map(({ canonical }) => canonical.slice(0, 5)));
  return [
    flaws &&
      (en
        ? `Check which systems are exposed to ${flaws} and apply the vendor's fixes.`
        : `排查受${flaws}影响的系统，并安装厂商的修复程序。`),
    has('domain', 'ip-address', 'url') &&
      (en
        ? 'Block the addresses listed above and search logs for connections to them.'
        : '封禁上列地址，并在日志中检索与其的连接记录。'),
    has('hash', 'file-name', 'registry-key') &&
      (en ? 'Search hosts for the files and entries listed above.' : '在主机上检索上列文件和条目。'),
    malware &&
      (en
        ? `Make sure that endpoint protection detects ${malware}, and isolate hosts that show signs of it.`
        : `确认终端防护能够检测${malware}，并隔离出现其迹象的主机。`),
    techniques.has('T1566') &&
      (en
        ? 'Warn users of the phishing described and have them report suspicious messages.'
        : '提醒用户警惕文中所述的钓鱼手段，并上报可疑邮件。'),
    techniques.has('T1486') &&
      (en ? 'Verify that backups are kept offline and can be restored.' : '确认备份离线保存且能够恢复。'),
    en ? 'Report findings to the security team and keep the evidence.' : '将发现情况上报安全团队并保存证据。',
  ].filter((action): action is string => typeof action === 'string' && action !== '');
}
