import { type Candidate, candidate, groupSpan } from './candidate.ts';

const NAME = String.raw`[A-Z][a-z]{1,14}(?:\s[A-Z]\.)?(?:\s(?:de|van|von|der|el|al|bin)){0,2}\s[A-Z][a-z]{1,10}(?:[-'’][A-Z][a-z]{1,12}|[A-Z][a-z]{2,10})?[a-z]{0,6}`;
const TITLE = String.raw`(?:(?:senior|principal|lead|chief|vice|deputy|assistant|global|managing|executive|former|acting|head|threat|security|cyber|cybersecurity|malware|intelligence|research|information|technology|technical)\s){0,5}(?:researchers?|analysts?|director|officer|president|CEO|CTO|CISO|CSO|founder|co-founder|engineer|manager|spokesperson|spokesman|spokeswoman|attorney|secretary|minister|consultant|expert|advisor|strategist|professor)`;
const patterns = [
  new RegExp(
    String.raw`(?<![A-Za-z.])(${NAME}),\s(?:an?\s|the\s)?(?:[A-Z][A-Za-z0-9.&’'-]{1,20}\s){0,3}${TITLE}(?![A-Za-z])`,
    'dg',
  ),
  new RegExp(String.raw`(?<![A-Za-z])${TITLE}\s(${NAME})(?=[\s,.;:)’'"]|$)`, 'dg'),
];
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文齐';
const chinese = new RegExp(
  `(?:研究员|分析师|工程师|专家|首席执行官|首席安全官|首席技术官|创始人|总裁|董事长|发言人|总经理|教授|院士|总工程师|CEO|CTO|CSO)([${surnames}][\\u4e00-\\u9fff]{1,2}?)(?=表示|说|称|指出|认为|介绍|告诉|强调|在接受|透露)`,
  'dg',
);

/** People named beside their role; a name alone looks too much like everything else that is written with capitals. */
export function findPersons(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const pattern of [...patterns, chinese]) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = groupSpan(match, 1)!;
      if (!notPeople.test(text.slice(start, end))) found.push(candidate('person', text, start, end));
    }
  }
  return found;
}

const notPeople =
  /\b(?:The|This|That|Security|Threat|Cyber|Team|Group|Labs?|Research|Intelligence|Microsoft|Google|Cisco|Trend|Micro|Check|Point|Palo|Alto|Networks|Cloud|Data|Chief|Senior|Officer|President|Director|North|South|United|States|National|Center|Centre|Response|Mr|Ms|Dr|Unit|Red|Digital|White|House|University|Vice|General)\b/;
