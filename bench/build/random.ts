import { sha256 } from '../../pipeline/hash.ts';

/** A source of chance that is the same for the same parts, in any process. */
export interface Random {
  /** A whole number of at least 0 and below `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** 48 bits of a hash chain for each draw: few draws are made, and nothing depends on another draw's number. */
export function randomOf(...parts: readonly (string | number)[]): Random {
  const seed = parts.join('\n');
  let draws = 0;
  const below = (end: number) =>
    Math.floor((Number.parseInt(sha256(`bench\n${seed}\n${draws++}`).slice(0, 12), 16) / 2 ** 48) * end);
  return {
    below,
    pick: (items) => items[below(items.length)]!,
    shuffled(items) {
      const left = [...items];
      for (let i = left.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [left[i], left[j]] = [left[j]!, left[i]!];
      }
      return left;
    },
  };
}

/**
 * Steps to three other values from one that is as likely to be the lowest, the highest or in between: of four distinct
 * whole numbers within the span one is taken for the origin. No order of the options then tells which is right.
 */
export function stepsAround(random: Random, span: number): number[] {
  const places = random.shuffled(Array.from({ length: 2 * span + 1 }, (_, i) => i)).slice(0, 4);
  const [origin, ...others] = random.shuffled(places);
  return others.map((place) => place - origin!);
}
