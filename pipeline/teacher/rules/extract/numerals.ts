const englishWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const chineseDigits = '零一二三四五六七八九';
const scales: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  mn: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
  trillion: 1e12,
  十: 10,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
};

/** Reads digits with grouping commas, a small number word, or Chinese numerals below a hundred; undefined where vague. */
export function parseCount(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^\d[\d,]*(\.\d+)?$/.test(trimmed)) return Number(trimmed.replaceAll(',', ''));
  if (trimmed === 'a' || trimmed === 'an') return 1;
  if (trimmed === '半') return 0.5;
  const word = englishWords.indexOf(trimmed);
  if (word >= 0) return word;
  const chinese = /^([一二三四五六七八九两])?(十)?([一二三四五六七八九])?$/.exec(trimmed);
  if (!chinese || trimmed === '') return undefined;
  const digit = (char: string | undefined) => (char === '两' ? 2 : chineseDigits.indexOf(char ?? '零'));
  if (!chinese[2]) return chinese[3] ? undefined : digit(chinese[1]);
  return (chinese[1] ? digit(chinese[1]) : 1) * 10 + digit(chinese[3]);
}

/** The factor of a scale as written: `million`, `bn`, `万`, `千万`. 1 where there is none. */
export function scaleOf(text: string | undefined): number {
  const scale = (text ?? '').trim().toLowerCase();
  if (scale === '') return 1;
  return scales[scale] ?? [...scale].reduce((product, char) => product * (scales[char] ?? 1), 1);
}

/** A product of a number and a scale without the noise of binary fractions. */
export const plainNumber = (value: number): string => String(Number(value.toPrecision(12)));
