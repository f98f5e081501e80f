/** Sentences of our own with their bytes in base64, encoded by Python's codecs: the decoder under test made none of them. */
export const encodedTexts: readonly (readonly [encoding: string, text: string, base64: string])[] = [
  [
    'gb18030',
    '研究人员发现，攻击者利用邮件中的恶意文档投递木马程序，并通过加密通道窃取内部网络的数据。该漏洞已经修复，建议用户尽快升级系统。',
    '0dC+v8jL1LG3os/Wo6y5pbv31d/A+9PD08q8/tbQtcS28dLizsS1tc22td3EvsLts8zQ8qOssqLNqLn9vNPD3M2otcDH1MihxNqyv834wue1xMr9vt2ho7jDwqm2tNLRvq3Q3ri0o6y9qNLp08O7p76hv+zJ/by2z7XNs6Gj',
  ],
  [
    'big5',
    '研究人員發現，攻擊者利用郵件中的惡意文件投遞木馬程式，並透過加密通道竊取內部網路的資料。該漏洞已經修復，建議使用者盡快更新系統。',
    'rOOoc6RIrfu1b7J7oUGn8MC7qsynUaXOtmyl86Skqrq0Y7dOpOWl86fru7yk7LCotXumoaFBqMOzerlMpVuxS7NxuUTF0aj6pLqzobr0uPSqurjqrsahQ7jTunysfaR3uGet17RfoUGr2MSzqM+lzqrMusmn1qfzt3OodLLOoUM=',
  ],
  [
    'shift_jis',
    '攻撃者はメールに添付された不正な文書を使ってマルウェアを送り込み、暗号化された通信で社内のデータを盗み出していました。利用者は早めに更新してください。',
    'jVWMgo7Sgs2DgYFbg4uCyZNZlXSCs4Lqgr2Vc5CzgsiVto+RgvCOZ4LBgsSDfYOLg0WDRoNBgvCRl4LojZ6C3YFBiMONhom7grOC6oK9ksqQTYLFjtCT4ILMg2aBW4NegvCTkILdj2+CtYLEgqKC3IK1gr2BQpeYl3CO0oLNkYGC34LJjViQVoK1gsSCrYK+grOCooFC',
  ],
  [
    'euc-jp',
    '攻撃者はメールに添付された不正な文書を使ってマルウェアを送り込み、暗号化された通信で社内のデータを盗み出していました。利用者は早めに更新してください。',
    'uba34rzUpM+l4aG8peuky8W6ydWktaTspL/J1MC1pMrKuL3xpPK7yKTDpMal3qXrpaalp6WipPLB96Tquf6k36GisMW55rK9pLWk7KS/xMy/rqTHvNLG4qTOpcehvKW/pPLF8KTfvdCkt6TGpKSk3qS3pL+ho834zdG81KTPweGk4aTLubm/t6S3pMakr6TApLWkpKGj',
  ],
  [
    'euc-kr',
    '공격자는 전자 우편에 첨부된 악성 문서를 이용하여 시스템에 침입하고 내부의 자료를 훔치는 것으로 나타났다. 사용자는 빨리 업데이트해야 한다.',
    'sPiw3cDatMIgwPzA2iC/7Mbtv6Egw7e6zrXIIL7HvLogua68rbimIMDMv+vHz7+pIL3DvbrF27+hIMSnwNTHz7DtILO7us7AxyDA2rfhuKYgyMnEobTCILDNwLi3ziCzqsW4s7W02S4gu+e/68DatMIgu6G4riC+97WlwMzGrsfYvt8gx9G02S4=',
  ],
  [
    'windows-1251',
    'Злоумышленники рассылали письма с вредоносными вложениями и похищали данные из внутренней сети организации. Уязвимость уже устранена, пользователям следует обновить систему.',
    'x+vu8+z7+Ovl7e3o6ugg8ODx8fvr4OvoIO/o8fzs4CDxIOLw5eTu7e7x7fvs6CDi6+7m5e3o/+zoIOgg7+716Png6+gg5ODt7fvlIOjnIOLt8/Lw5e3t5ekg8eXy6CDu8OPg7ejn4Pbo6C4g0//n4ujs7vHy/CDz5uUg8/Hy8ODt5e3gLCDv7uv85+7i4PLl6//sIPHr5eTz5fIg7uHt7uLo8vwg8ejx8uXs8y4=',
  ],
  [
    'koi8-r',
    'Злоумышленники рассылали письма с вредоносными вложениями и похищали данные из внутренней сети организации. Уязвимость уже устранена, пользователям следует обновить систему.',
    '+szP1c3Z28zFzs7Jy8kg0sHT09nMwczJINDJ09jNwSDTINfSxcTPzs/TztnNySDXzM/Wxc7J0c3JIMkg0M/Iyd3BzMkgxMHOztnFIMnaINfO1dTSxc7Oxcog08XUySDP0sfBzsnawcPJyS4g9dHa18nNz9PU2CDV1sUg1dPU0sHOxc7BLCDQz8zY2s/XwdTFzNHNINPMxcTVxdQgz8LOz9fJ1Ngg08nT1MXN1S4=',
  ],
  [
    'windows-1252',
    'Les attaquants ont envoyé des courriels piégés – “une facture impayée” – aux employés; le système a été chiffré. Größere Schäden für Behörden wären möglich gewesen.',
    'TGVzIGF0dGFxdWFudHMgb250IGVudm956SBkZXMgY291cnJpZWxzIHBp6WfpcyCWIJN1bmUgZmFjdHVyZSBpbXBheelllCCWIGF1eCBlbXBsb3npczsgbGUgc3lzdOhtZSBhIOl06SBjaGlmZnLpLiBHcvbfZXJlIFNjaORkZW4gZvxyIEJlaPZyZGVuIHfkcmVuIG32Z2xpY2ggZ2V3ZXNlbi4=',
  ],
  [
    'windows-1250',
    'Útočníci rozesílali škodlivé přílohy a kradli údaje z vnitřní sítě. Uživatelé by měli systém co nejdříve aktualizovat, řekli odborníci.',
    '2nRv6G7tY2kgcm96ZXPtbGFsaSCaa29kbGl26SBw+O1sb2h5IGEga3JhZGxpIPpkYWplIHogdm5pdPhu7SBz7XTsLiBVnml2YXRlbOkgYnkgbexsaSBzeXN06W0gY28gbmVqZPjtdmUgYWt0dWFsaXpvdmF0LCD4ZWtsaSBvZGJvcm7tY2ku',
  ],
  [
    'windows-1253',
    'Οι επιτιθέμενοι έστελναν μηνύματα με κακόβουλα συνημμένα και έκλεβαν δεδομένα από το εσωτερικό δίκτυο του οργανισμού.',
    'z+kg5fDp9Ono3ezl7e/pIN3z9OXr7eHtIOzn7f3s4fThIOzlIOrh6vzi7/Xr4SDz9e3n7Ozd7eEg6uHpIN3q6+Xi4e0g5OXk7+zd7eEg4fD8IPTvIOXz+fTl8enq/CDk3+r09e8g9O/1IO/x4+Ht6fPs7/0u',
  ],
  [
    'windows-1254',
    'Saldırganlar zararlı ekler içeren iletiler gönderip kuruluşun iç ağındaki verileri çaldı. Kullanıcıların sistemi güncellemesi öneriliyor; şifreler değiştirilmeli.',
    'U2FsZP1yZ2FubGFyIHphcmFybP0gZWtsZXIgaedlcmVuIGlsZXRpbGVyIGf2bmRlcmlwIGt1cnVsdf51biBp5yBh8P1uZGFraSB2ZXJpbGVyaSDnYWxk/S4gS3VsbGFu/WP9bGFy/W4gc2lzdGVtaSBn/G5jZWxsZW1lc2kg9m5lcmlsaXlvcjsg/mlmcmVsZXIgZGXwaf50aXJpbG1lbGku',
  ],
  [
    'windows-1255',
    'התוקפים שלחו הודעות עם קבצים זדוניים וגנבו מידע מהרשת הפנימית של הארגון. מומלץ למשתמשים לעדכן את המערכת בהקדם.',
    '5Prl9/Tp7SD57OflIOTl4/Ll+iDy7SD34fbp7SDm4+Xw6entIOXi8OHlIO7p4/Ig7uT4+fog5PTw6e7p+iD57CDk4Pji5e8uIO7l7uz1IOzu+fru+entIOzy4+vvIOD6IOTu8vjr+iDh5Pfj7S4=',
  ],
  [
    'windows-1256',
    'أرسل المهاجمون رسائل تحتوي على مرفقات ضارة وسرقوا بيانات من الشبكة الداخلية للمؤسسة. ينصح المستخدمون بتحديث النظام في أقرب وقت.',
    'w9HT4SDH4ePlx8zj5uQg0dPHxuEgys3K5u0g2uHsIOPR3d7HyiDWx9HJIObT0d7mxyDI7cfkx8og4+Qgx+HUyN/JIMfhz8fO4e3JIOHh48TT08kuIO3k1c0gx+Hj08rOz+Pm5CDIys3P7csgx+Hk2cfjIN3tIMPe0cgg5t7KLg==',
  ],
];

/** Titles of pages that are in English or in markup otherwise: the few bytes that tell an encoding in practice. */
export const encodedTitles: typeof encodedTexts = [
  ['gb18030', '漏洞预警：某远程代码执行漏洞', 'wqm2tNSkvq+jusSz1LazzLT6wuvWtNDQwqm2tA=='],
  ['gb18030', '安全公告：㐀㐁字体解析漏洞，请尽快升级', 'sLLIq7mruOajuoE57jmBOe8w19bM5b3izvbCqba0o6zH676hv+zJ/by2'],
  ['big5', '漏洞預警：遠端程式碼執行弱點', 'unysfbl3xLWhR7u3ut21e6ahvViw9abmrnrCSQ=='],
  ['shift_jis', '脆弱性に関する注意喚起のお知らせ', 'kMaO45CrgsmK1oK3gumSjYjTiquLToLMgqiSbYLngrk='],
  ['euc-kr', '보안 취약점 업데이트 권고', 'uri+yCDD677gwaEgvve1pcDMxq4gscew7Q=='],
  ['windows-1251', 'Уязвимость в почтовом сервере', '0//n4ujs7vHy/CDiIO/u9/Lu4u7sIPHl8OLl8OU='],
  [
    'windows-1252',
    'Angreifer verschlüsseln Server – Behörden warnen',
    'QW5ncmVpZmVyIHZlcnNjaGz8c3NlbG4gU2VydmVyIJYgQmVo9nJkZW4gd2FybmVu',
  ],
  ['windows-1252', 'The attacker’s “loader” isn’t new', 'VGhlIGF0dGFja2VyknMgk2xvYWRlcpQgaXNuknQgbmV3'],
  [
    'windows-1254',
    'Güvenlik açığı için acil güncelleme çağrısı yapıldı',
    'R/x2ZW5saWsgYef98P0gaedpbiBhY2lsIGf8bmNlbGxlbWUg52Hwcv1z/SB5YXD9bGT9',
  ],
];
