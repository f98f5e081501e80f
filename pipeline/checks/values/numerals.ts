/** Words that count, in both languages, with their values. */
const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Record<string, number> = {
  ...{ hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 },
  ...{ k: 1e3, m: 1e6, mn: 1e6, b: 1e9, bn: 1e9 },
  ...{ 十: 10, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 },
};
const digitsOfHan: Record<string, number> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
};

export const englishNumeral = `(?:${[...tens, ...ones.toReversed(), 'hundred', 'thousand', 'million', 'billion'].join('|')})`;
export const hanNumeral = '[〇零一二两三四五六七八九十百千万亿]';

/** The factor of a scale: `million`, `bn`, `万`, `千万`; 1 where there is none. */
export function factorOf(scale: string | undefined): number {
  if (!scale) return 1;
  const whole = scales[scale.toLowerCase()];
  return whole ?? [...scale].reduce((product, char) => product * (scales[char] ?? 1), 1);
}

/** "two hundred and fifty", "twenty-five thousand". A lone scale counts once: "hundred" is 100. */
export function englishNumber(words: string): number {
  let total = 0;
  let group = 0;
  for (const word of words.toLowerCase().split(/[\s-]+/)) {
    if (word === 'and' || word === 'a') continue;
    const one = ones.indexOf(word);
    const ten = tens.indexOf(word);
    if (one >= 0) group += one;
    else if (ten >= 0) group += (ten + 2) * 10;
    else if (word === 'hundred') group = (group || 1) * 100;
    else {
      total += (group || 1) * factorOf(word);
      group = 0;
    }
  }
  return total + group;
}

/** 「二十五」, 「三百」, 「一亿两千万」, 「二〇一七」. */
export function hanNumber(text: string): number {
  if (!/[十百千万亿]/.test(text)) return Number([...text].map((char) => digitsOfHan[char] ?? 0).join(''));
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const char of text) {
    const value = digitsOfHan[char];
    if (value !== undefined) {
      digit = value;
      continue;
    }
    const scale = scales[char]!;
    if (scale >= 1e4) {
      const sum = section + (digit ?? 0);
      total = scale === 1e8 ? (total + (sum || 1)) * scale : total + (sum || 1) * scale;
      section = 0;
    } else {
      section += (digit ?? 1) * scale;
    }
    digit = null;
  }
  return total + section + (digit ?? 0);
}
