import { stepsAround } from '../random.ts';
import type { Proposer } from './options.ts';

/** Ratio of one option to the next, where they are nearest. */
const ratio = 1.45;

/** The same amount of the same things with another figure, as exact as the answer's, and as likely lower as higher. */
export const alteredNumbers: Proposer = ({ answer }, random) => {
  const found = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/.exec(answer);
  if (!found || (answer.match(/\d+/g) ?? []).length > found[0].split(/[,.]/).length) return [];
  const [figure] = found;
  const value = Number(figure.replaceAll(',', ''));
  const decimals = figure.split('.')[1]?.length ?? 0;
  const exact = significantDigits(figure);
  // One says "10余万" and "40多个", but not "5余万" nor "4多个"; and counted things are at least two.
  const least = /[多余]/.test(answer) ? 10 : decimals > 0 ? (value >= 1 ? 1 : 10 ** -decimals) : 2;
  const texts = stepsAround(random, 3).map((step) => {
    const size = value * ratio ** step;
    const unit = decimals > 0 ? 10 ** -decimals : 10 ** Math.max(0, Math.floor(Math.log10(size)) + 1 - exact);
    const units = Math.round(size / unit);
    const changed = units * unit;
    return changed === value || changed < least ? null : written(changed, decimals, figure.includes(','));
  });
  if (texts.includes(null) || new Set(texts).size < 3) return [];
  return texts.map((text) => {
    const whole = answer.replace(figure, text!);
    return { text: whole, canonical: whole.toLowerCase(), from: 'altered' as const };
  });
};

function significantDigits(figure: string): number {
  const plain = figure.replaceAll(',', '');
  return (plain.includes('.') ? plain.replace('.', '') : plain.replace(/0+$/, '')).replace(/^0+/, '').length;
}

const written = (value: number, decimals: number, grouped: boolean): string =>
  value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: grouped,
  });
