import { describe, expect, test } from 'vitest';
import { namesByType } from '../../../pipeline/teacher/rules/gazetteers/index.ts';
import { factsOf } from './facts-of.ts';

describe('gazetteers', () => {
  test('hold enough names, each surface once', () => {
    const least = {
      actor: 150,
      malware: 250,
      tool: 150,
      product: 200,
      vendor: 80,
      organisation: 60,
      protocol: 60,
      algorithm: 60,
      sector: 25,
      country: 120,
    } as Record<string, number>;
    const owners = new Map<string, string>();
    for (const [type, names] of namesByType) {
      expect(names.length, type).toBeGreaterThanOrEqual(least[type] ?? 1);
      for (const { main, surfaces } of names) {
        for (const { text } of surfaces) {
          const key = text.toLowerCase().replace(/[\s-]/g, '');
          expect(owners.get(key) ?? `${type} ${main}`, text).toBe(`${type} ${main}`);
          owners.set(key, `${type} ${main}`);
          expect(text.length, text).toBeGreaterThanOrEqual(2);
        }
      }
    }
  });
});

describe('names', () => {
  test('finds names with their main form, however spaced and cased', () => {
    expect(factsOf('APT 28, Fancy Bear and 海莲花 used CobaltStrike', 'actor')).toEqual([
      'APT 28 → APT28',
      'Fancy Bear → APT28',
      '海莲花 → APT32',
    ]);
    expect(factsOf('CobaltStrike and Cobalt-Strike and mimikatz', 'tool')).toEqual([
      'CobaltStrike → Cobalt Strike',
      'Cobalt-Strike → Cobalt Strike',
      'mimikatz → Mimikatz',
    ]);
    expect(factsOf('微软修复Exchange服务器漏洞', 'vendor', 'zh')).toEqual(['微软 → Microsoft']);
  });

  test('asks for a cue beside names that are common words', () => {
    expect(factsOf('A snake moved; Snake is long. Carbon emissions rose.', 'malware')).toEqual([]);
    expect(factsOf('The Snake malware was found.', 'malware')).toEqual(['Snake malware → Uroburos']);
    expect(factsOf('今天学习方程式求解', 'actor', 'zh')).toEqual([]);
    expect(factsOf('方程式组织的武器库', 'actor', 'zh')).toEqual(['方程式 → Equation Group']);
  });

  test('a family named as a gang is an actor', () => {
    expect(factsOf('the LockBit ransomware gang', 'actor')).toEqual(['LockBit']);
    expect(factsOf('files encrypted by LockBit', 'malware')).toEqual(['LockBit']);
  });

  test('Chinese names do not join with their neighbours', () => {
    expect(factsOf('近日本公司发现其中国家机构遭攻击，印度尼西亚受影响', 'country', 'zh')).toEqual([
      '印度尼西亚 → Indonesia',
    ]);
    expect(factsOf('US officials told us about Russian hackers', 'country')).toEqual([
      'US → United States',
      'Russian → Russia',
    ]);
  });

  test('names within links and identifiers are no mentions', () => {
    expect(factsOf('https://www.microsoft.com/windows and @Microsoft and win_windows_x', 'vendor')).toEqual([]);
    expect(factsOf('https://www.microsoft.com/windows and win_windows_x', 'product')).toEqual([]);
  });

  test('people stand beside their role', () => {
    expect(factsOf('said Costin Raiu, a security researcher, in May', 'person')).toEqual(['Costin Raiu']);
    expect(factsOf('North Korea, a Security Expert, Threat Group, the director', 'person')).toEqual([]);
    expect(factsOf('安全研究员王明表示', 'person', 'zh')).toEqual(['王明']);
  });
});

describe('phrases', () => {
  test('labels events, weaknesses, techniques and motives', () => {
    expect(factsOf('a ransomware attack after a data breach', 'event-class')).toEqual([
      'ransomware attack → ransomware',
      'data breach → data-breach',
    ]);
    expect(factsOf('存在远程代码执行漏洞', 'vulnerability-class', 'zh')).toEqual([
      '远程代码执行漏洞 → remote-code-execution',
    ]);
    expect(factsOf('spear-phishing emails', 'technique-phrase')).toEqual(['spear-phishing emails → T1566.001']);
    expect(factsOf('通过鱼叉式钓鱼邮件窃取机密', 'motive', 'zh')).toEqual(['窃取机密 → espionage']);
  });

  test('tells what happened from what might, and advice from both', () => {
    const text =
      'The attack encrypted thousands of computers at the hospital. It could have affected more systems. Users should update to the latest version.';
    expect(factsOf(text, 'impact')).toEqual(['The attack encrypted thousands of computers at the hospital.']);
    expect(factsOf(text, 'mitigation')).toEqual(['Users should update to the latest version.']);
    const chinese = '攻击导致医院业务系统瘫痪。该漏洞可能导致数据泄露。建议用户尽快升级到最新版本。';
    expect(factsOf(chinese, 'impact', 'zh')).toEqual(['攻击导致医院业务系统瘫痪。']);
    expect(factsOf(chinese, 'mitigation', 'zh')).toEqual(['建议用户尽快升级到最新版本。']);
  });
});
