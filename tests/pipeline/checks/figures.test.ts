import { describe, expect, it } from 'vitest';
import { checkFigures } from '../../../pipeline/checks/figures.ts';
import { checkIdentifiers } from '../../../pipeline/checks/identifiers.ts';
import type { Language } from '../../../pipeline/records.ts';
import { candidate, documentOf, paragraph } from './candidate.ts';

const english = documentOf(
  [
    paragraph(
      'On 12 May 2017 the worm hit 200,000 computers in 150 countries and asked for $300 each. Losses came to $4.47 billion, and 1.2 million records were stolen. A third of the 236 trusts, about 34 percent, were disrupted; twenty-five hospitals closed.',
    ),
    paragraph(
      'It called hxxp://gate.evil-site[.]com and 10.20.30[.]40, dropped C:\\Windows\\mssecsvc.exe, used PowerShell (T1059.001) and CVE-2017-0144. Samba 4.6.4 fixes it, FilesLocker2.1 does not matter. HKCU\\Software\\Run\\Updater kept it alive.',
    ),
  ],
  { title: 'How the worm of 2017 spread, report 7.3.1' },
);
const chinese = documentOf(
  [
    paragraph(
      '2022年6月8日，该企业约3000台服务器被加密，攻击者索要500万美元，约1.2亿条用户数据泄露，占全部客户的三成。6月10日厂商披露，两家工厂停产。',
    ),
  ],
  { language: 'zh', title: '勒索事件' },
);
const figures = (document: typeof english, output: string, language: Language) =>
  checkFigures(candidate({ document, output, language, thought: 'x' }))?.detail ?? null;
const identifiers = (output: string) =>
  checkIdentifiers(candidate({ document: english, output, thought: 'x' }))?.detail ?? null;

describe('checkFigures', () => {
  it.each([
    '2017年5月12日，蠕虫感染了20万台电脑，波及150个国家，向每台索要300美元。',
    '损失达44.7亿美元，120万条记录被盗，约34%的机构受影响。',
    '25家医院关闭，236家机构中有三分之一受影响。',
    '2017年5月，约20万台计算机受害，２０万台。',
    '应在24小时内隔离主机，并保留90天日志，密码至少12位。',
    '超过120万条记录，损失约45亿美元。',
  ])('passes a Chinese answer to an English text: %s', (output) => expect(figures(english, output, 'zh')).toBeNull());

  it.each([
    'On June 8, 2022 some 3,000 servers were encrypted, and the attackers asked for $5 million.',
    'About 120 million user records leaked, 30% of all customers; two plants stopped.',
    'It was disclosed on 10 June 2022 (2022-06-10). More than 3,000 servers were hit.',
    'Five million dollars were asked for in June 2022, and the year 2022 will be remembered for it.',
  ])('passes an English answer to a Chinese text: %s', (output) => expect(figures(chinese, output, 'en')).toBeNull());

  it.each([
    ['2017年5月13日，蠕虫开始传播。', '2017年5月13日'],
    ['蠕虫感染了30万台电脑。', '30万'],
    ['损失达44.8亿美元。', '44.8亿'],
    ['约43%的机构受影响。', '43%'],
    ['受害账号估计达到13万个。', '13万'],
    ['自2016年以来不断演化。', '2016年'],
  ])('refuses %s', (output, named) => expect(figures(english, output, 'zh')).toContain(named));

  it.each([
    ['The attackers asked for $6 million.', '6 million'],
    ['Some 4,000 servers were encrypted.', '4,000'],
    ['It began on June 9, 2021.', 'June 9, 2021'],
    ['A fifth of them, 20% of customers, left.', '20'],
  ])('refuses %s', (output, named) => expect(figures(chinese, output, 'en')).toContain(named));

  it('lets a thought count what stands in the text', () => {
    const thought = 'The passage names 13 organisations, of which two matter for the summary.';
    expect(checkFigures(candidate({ document: english, thought, output: 'x' }))).toBeNull();
  });
});

describe('checkIdentifiers', () => {
  it.each([
    'It called http://gate.evil-site.com/ and 10.20.30.40.',
    'The domain evil-site[.]com and the host gate[.]evil-site[.]com.',
    'The file mssecsvc.exe in C:\\\\Windows\\\\mssecsvc.exe, and powershell.exe.',
    'Update to Samba version 4.6.4; it uses T1059 and cve-2017-0144.',
    'The key HKCU\\Software\\Run\\Updater).',
    'Require TLS 1.2 or later. 1.1 Containment comes first.',
    'Report 7.3.1 by its title; FilesLocker version 2.1 sends output to /dev/null.',
  ])('passes %s', (output) => expect(identifiers(output)).toBeNull());

  it.each([
    ['It is CVE-2017-0145.', 'CVE number CVE-2017-0145'],
    ['It called 10.20.30[.]41.', 'address 10.20.30[.]41'],
    ['It called gate.evil-site[.]org.', 'domain'],
    ['It called http://gate.evil-site.com/login.php.', 'URL'],
    ['It used T1055.', 'ATT&CK id T1055'],
    ['It dropped tasksche.exe.', 'file name tasksche.exe'],
    ['Update to version 4.8.', 'version 4.8'],
    ['It wrote HKLM\\System\\Evil\\Key.', 'registry key'],
    ['Update to version 4.6.5.', 'version 4.6.5'],
    ['Its hash is 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.', 'hash'],
    ['Write to crook@evil-mail.com.', 'e-mail address'],
  ])('refuses %s', (output, named) => expect(identifiers(output)).toContain(named));
});
