const month = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';
const dates = [
  '\\d{4}\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2}\\s*日?',
  '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}',
  `(?:\\d{1,2}(?:st|nd|rd|th)?\\s+)?\\b${month}(?:\\s+\\d{1,2}(?:st|nd|rd|th)?)?(?:,?\\s+\\d{4})?`,
  '\\d+\\s+(?:minute|min|hour|day|week|month|year)s?\\s+ago|\\d+\\s*(?:分钟|小时|天)前',
  '\\b(?:today|yesterday|今天|昨天)',
];
const times =
  '(?:(?<=\\d)T|[\\s,(])*\\d{1,2}\\s*[:：时]\\s*\\d{2}(?:\\s*[:：分]\\s*\\d{2})?\\s*秒?(?:\\s*[ap]\\.?m\\b\\.?)?';
const when = new RegExp(`${dates.join('|')}|${times}`, 'giu');
const around = new RegExp(
  [
    '\\b(?:first|last|originally)?\\s*(?:published|posted|updated|modified|created|filed|released|date|on|at|the)\\b',
    '\\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\b|星期[一二三四五六日天]|周[一二三四五六日]',
    '\\b(?:utc|gmt|bst|ist|hst|hkt|sgt|jst|cst|cest|cet|[aecmp][sd]?t)\\b|[+-]\\d{2}:?\\d{2}|\\b[ap]\\.?m\\b\\.?',
    '本文|首次|最后|最近|发布|发表|刊发|更新|修改|编辑|创建|时间|日期|于|上午|下午|晚上|凌晨|北京时间',
  ].join('|'),
  'giu',
);

/** Whether a line says when something was published or changed, in whatever words, and nothing else. */
export function isDateline(text: string): boolean {
  if (text.length > 200) return false;
  const rest = text.replace(when, ' ');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest.replace(around, ' '));
}
