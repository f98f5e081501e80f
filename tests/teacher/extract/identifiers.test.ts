import { describe, expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

const md5 = '9e107d9d372bb6826bd81d3542a419d6';
const sha256 = 'd7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592';

describe('network indicators', () => {
  test('finds URLs as written, defanged or not, without the punctuation round them', () => {
    expect(factsOf('It asks hxxp://evil[.]example-site[.]com/gate.php?id=1, then stops.', 'url')).toEqual([
      'hxxp://evil[.]example-site[.]com/gate.php?id=1 → http://evil.example-site.com/gate.php?id=1',
    ]);
    expect(factsOf('链接https[:]//mail.qq-login[.]top/a，随后跳转', 'url', 'zh')).toEqual([
      'https[:]//mail.qq-login[.]top/a → https://mail.qq-login.top/a',
    ]);
    expect(factsOf('See (https://example.org/a_(b)) and ftp://files.example.org/x.', 'url')).toEqual([
      'https://example.org/a_(b)',
      'ftp://files.example.org/x',
    ]);
    expect(factsOf('It fetched pastebin[.]com/raw/abc and left.', 'url')).toEqual([
      'pastebin[.]com/raw/abc → pastebin.com/raw/abc',
    ]);
  });

  test('finds domains in every form of defanging', () => {
    expect(factsOf('bad[.]com worse(.)net ugly[dot]org 3cx{.}info plain.ru', 'domain')).toEqual([
      'bad[.]com → bad.com',
      'worse(.)net → worse.net',
      'ugly[dot]org → ugly.org',
      '3cx{.}info → 3cx.info',
      'plain.ru',
    ]);
  });

  test('leaves files, modules, versions, abbreviations and missing spaces alone', () => {
    const text =
      'Run foo.py or update.zip with System.Net and os.path, e.g. in Node.js, v1.2.3, U.S. networks.The end. a.k.a. it';
    expect(factsOf(text, 'domain')).toEqual([]);
    expect(factsOf(text, 'url')).toEqual([]);
  });

  test('tells addresses from versions', () => {
    expect(factsOf('Blocked 185.220.101[.]45 and 8.8.8.8 and 10.0.0.0/8.', 'ip-address')).toEqual([
      '185.220.101[.]45 → 185.220.101.45',
      '8.8.8.8',
    ]);
    for (const text of ['version 1.2.3.44 is safe', 'Chrome 9.8.7.61', '版本 10.2.3.4 存在漏洞', 'v7.10.2.1'])
      expect(factsOf(text, 'ip-address')).toEqual([]);
    expect(factsOf('C2 at 2001:db8:0:1::beef at 12:30:45, std::vector', 'ip-address')).toEqual(['2001:db8:0:1::beef']);
  });

  test('finds e-mail addresses and reads their domain as part of them', () => {
    expect(factsOf('Write to ransom[at]proton[.]me or help@evil.org.', 'email')).toEqual([
      'ransom[at]proton[.]me → ransom@proton.me',
      'help@evil.org',
    ]);
    expect(factsOf('Write to help@evil.org.', 'domain')).toEqual([]);
  });

  test('finds ports, alone, in lists and after addresses', () => {
    expect(factsOf('TCP/445, port 3389, ports 135 and 139, 45.9.148.7:8443', 'port')).toEqual([
      '445',
      '3389',
      '135',
      '139',
      '8443',
    ]);
    expect(factsOf('关闭445、135等端口，开放端口：8080', 'port', 'zh')).toEqual(['445', '135', '8080']);
    expect(factsOf('At 10:30 the ratio was 3:1', 'port')).toEqual([]);
  });
});

describe('numbers of vulnerabilities, techniques and scores', () => {
  test('finds CVE and advisory numbers', () => {
    expect(factsOf('CVE-2017-0144, cve-2021-44228 and CVE 2019-0708', 'cve')).toEqual([
      'CVE-2017-0144',
      'cve-2021-44228 → CVE-2021-44228',
      'CVE 2019-0708 → CVE-2019-0708',
    ]);
    expect(factsOf('MS17-010、KB4012598、CNVD-2021-12345、CNNVD-202112-799', 'advisory', 'zh')).toEqual([
      'MS17-010',
      'KB4012598',
      'CNVD-2021-12345',
      'CNNVD-202112-799',
    ]);
    expect(factsOf('The Log4Shell flaw', 'advisory')).toEqual(['Log4Shell']);
  });

  test('finds ATT&CK ids and CVSS scores', () => {
    expect(factsOf('T1059.001 and TA0002, not T1000000 or XT1059', 'technique')).toEqual(['T1059.001', 'TA0002']);
    expect(factsOf('a CVSS score of 9.8, CVSSv3.1 base score: 7.5, CVSS评分为10.0', 'cvss')).toEqual([
      '9.8',
      '7.5',
      '10.0',
    ]);
    expect(factsOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'cvss')).toEqual([
      'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    ]);
  });
});

describe('hashes, wallets, files, keys', () => {
  test('finds hashes by length and leaves other hexadecimal runs', () => {
    expect(factsOf(`MD5：${md5}，SHA256：${sha256.toUpperCase()}`, 'hash', 'zh')).toEqual([
      md5,
      `${sha256.toUpperCase()} → ${sha256}`,
    ]);
    expect(factsOf(`${md5}0 ${'0'.repeat(32)} ${'1234567890'.repeat(4)}`, 'hash')).toEqual([]);
  });

  test('checks the checksum of a Bitcoin address', () => {
    expect(factsOf('Pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa now', 'wallet')).toEqual([
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    ]);
    expect(factsOf('Pay to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb now', 'wallet')).toEqual([]);
  });

  test('finds file names, paths and registry keys, the longer before the shorter', () => {
    const text =
      'It drops update.zip and C:\\ProgramData\\Intel\\svchost.exe, /usr/local/bin/kworker.sh, then sets HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Run.';
    expect(factsOf(text, 'file-name')).toEqual(['update.zip']);
    expect(factsOf(text, 'file-path').map((fact) => fact.split(' → ')[0])).toEqual([
      'C:\\ProgramData\\Intel\\svchost.exe',
      '/usr/local/bin/kworker.sh',
    ]);
    expect(factsOf(text, 'registry-key').map((fact) => fact.split(' → ')[0])).toEqual([
      'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Run',
    ]);
    expect(factsOf('名为“会议通知.docx”的文档', 'file-name', 'zh')).toEqual(['会议通知.docx']);
  });
});

describe('versions', () => {
  test('finds ranges and versions after a product or a word for version', () => {
    expect(factsOf('Log4j versions before 2.15.0 and FortiOS 7.2.0 through 7.2.4', 'version')).toEqual([
      'versions before 2.15.0',
      '7.2.0 through 7.2.4',
    ]);
    expect(factsOf('影响Apache Tomcat 9.0.31及以前版本', 'version', 'zh')).toEqual(['9.0.31及以前版本']);
    expect(factsOf('Jira 7.6.14, 7.13.5 and 8.0.3', 'version')).toEqual(['7.6.14', '7.13.5', '8.0.3']);
  });

  test('leaves section numbers, sizes and scores alone', () => {
    expect(factsOf('2.1 攻击流程分析 文件大小 4.5 MB，增长 3.2%', 'version', 'zh')).toEqual([]);
  });
});
