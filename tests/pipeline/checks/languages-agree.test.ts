import { describe, expect, it } from 'vitest';
import { checkLanguagesAgree } from '../../../pipeline/checks/languages-agree.ts';
import { candidate } from './candidate.ts';

const differ = (english: string, chinese: string, input = '') => {
  const one = checkLanguagesAgree(candidate({ output: english, other: { thought: '', output: chinese }, input }));
  const two = checkLanguagesAgree(
    candidate({ language: 'zh', output: chinese, other: { thought: '', output: english }, input }),
  );
  // Both cells of a draft see the same difference.
  expect(one === null).toBe(two === null);
  return one?.detail ?? null;
};

describe('checkLanguagesAgree', () => {
  it.each([
    ['On 12 May 2017 it hit 200,000 computers.', '2017年5月12日，它感染了20万台计算机。'],
    ['Attackers asked for $1.2 million in March 2021.', '2021年3月，攻击者索要120万美元。'],
    ['About 30% of 1,500 firms paid within 24 hours.', '1500家企业中约三成在24小时内付款。'],
    ['Roughly half, 50 percent, of them.', '其中约一半，即50%。'],
    ['Block evil-site[.]com and 10.20.30.40 (CVE-2021-44228).', '封禁evil-site.com与10.20.30[.]40（CVE-2021-44228）。'],
    ['Update Log4j to version 2.17.1 on Windows 10.', '在Windows 10上将Log4j升级到2.17.1。'],
    ['Since early 2008 two groups used AES-256 over port 8443.', '自2008年初以来，两个组织经由8443端口使用AES-256。'],
    ['The 14th of March and 64-bit systems.', '3月14日，64位系统。'],
    ['Some 120 million accounts, 1.5 billion messages.', '约1.2亿个账户、15亿条消息。'],
    ['First, isolate. Second, restore.', '1. 隔离。2. 恢复。'],
    ['Between 20 and 30 million users.', '2000万至3000万用户。'],
    ['Twenty-five hospitals closed.', '25家医院关闭。'],
    ['Losses of 3.5 million euros for 17 banks', '17家银行损失350万欧元'],
    ['CVSS 9.8, a critical flaw; Apache Struts 2', 'CVSS评分9.8，属严重漏洞；Apache Struts 2'],
    ['It ran at 10:30 p.m. on 3 April.', '4月3日22:30运行。'],
  ])('passes translations: %s', (english, chinese) => expect(differ(english, chinese)).toBeNull());

  it.each([
    ['It hit 200,000 computers.', '它感染了2万台计算机。', '200,000'],
    ['On 12 May 2017.', '2017年6月12日。', '12 May 2017'],
    ['It uses CVE-2021-44228.', '它利用了CVE-2021-45046。', 'CVE-2021-45046'],
    ['Block evil-site[.]com.', '封禁恶意域名。', 'evil-site[.]com'],
    ['It hit banks.', '它影响了17家银行。', '17'],
    ['Update to version 2.17.1.', '升级到2.16.0。', '2.17.1'],
  ])('names what differs: %s', (english, chinese, named) => expect(differ(english, chinese)).toContain(named));

  it('says which language has it', () => {
    expect(differ('It hit banks.', '它影响了17家银行。')).toBe(
      'The answers in the two languages differ: “17” is in Chinese only.',
    );
  });

  it('leaves out advice listed in the words of the article, in its language only', () => {
    const advice = 'Upgrade to version 2.17.1 within 30 days.';
    expect(differ(`Act now.\n1. ${advice}`, '立即采取行动。', `It is bad. ${advice}`)).toBeNull();
    expect(differ(`Act now.\n1. ${advice}`, '立即采取行动。')).toContain('2.17.1');
    expect(differ(`Act now. ${advice}`, '立即采取行动。', `It is bad. ${advice}`)).toContain('2.17.1');
  });

  it('lets one thought leave out what the other names, and not name another thing', () => {
    const thoughts = (english: string, chinese: string) =>
      checkLanguagesAgree(candidate({ output: {}, thought: english, other: { thought: chinese, output: null } }));
    expect(thoughts('CVE-2021-44228 and the 14,000 hosts decide it.', '漏洞的利用方式决定了结论。')).toBeNull();
    expect(thoughts('The 14,000 hosts decide it.', '1.4万台主机决定了结论。')).toBeNull();
    expect(thoughts('The 14,000 hosts decide it.', '14万台主机决定了结论。')?.detail).toBe(
      'The thoughts in the two languages differ: “14,000” is in English only; “14万” is in Chinese only.',
    );
  });

  it('has nothing to say of a draft in one language', () => {
    expect(checkLanguagesAgree(candidate({ output: 'It hit 17 banks.', other: null }))).toBeNull();
  });
});
