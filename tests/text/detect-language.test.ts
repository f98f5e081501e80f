import { describe, expect, test } from 'vitest';
import { detectLanguage, hanShare } from '../../pipeline/text/detect-language.ts';

describe('detectLanguage', () => {
  test.each([
    ['The attackers sent emails with a link to a page that stole passwords.', 'en'],
    ['Cobalt Strike Beacon', 'en'],
    ['攻击者使用Cobalt Strike、Mimikatz、PsExec、PowerShell Empire和AnyDesk在Windows Server上横向移动', 'zh'],
    ['海莲花组织', 'zh'],
    ['このマルウェアは、電子メールの添付ファイルを介して感染を広げます。', 'other'],
    ['이 악성코드는 이메일 첨부 파일을 통해 전파되며 비밀번호를 훔칩니다.', 'other'],
    ['Злоумышленники рассылали письма с вредоносными вложениями сотрудникам банка.', 'other'],
    ['أرسل المهاجمون رسائل بريد إلكتروني تحتوي على روابط ضارة إلى الموظفين', 'other'],
    [
      "Les attaquants ont envoyé des courriels piégés aux employés de la banque afin de voler leurs mots de passe et d'accéder au réseau interne de l'entreprise.",
      'other',
    ],
    [
      'Die Angreifer verschickten E-Mails mit schädlichen Anhängen an Mitarbeiter der Bank, um deren Passwörter zu stehlen und in das interne Netz des Unternehmens zu gelangen.',
      'other',
    ],
    [
      'Los atacantes enviaron correos electrónicos con archivos adjuntos maliciosos a los empleados del banco para robar sus contraseñas y acceder a la red interna.',
      'other',
    ],
    ['https://example.com/a/b 10.0.0.1 d41d8cd98f00b204e9800998ecf8427e', 'undetermined'],
    ['', 'undetermined'],
    ['12345 !!! ---', 'undetermined'],
  ] as const)('%s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test('hanShare leaves indicators out', () => {
    expect(hanShare('样本 https://example.com/very/long/path?and=query')).toBe(1);
    expect(hanShare('WannaCry ransomware')).toBe(0);
    expect(hanShare('')).toBe(0);
  });
});
