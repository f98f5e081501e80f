/** An estimate with the bounds that it is expected to lie within. */
export interface Range {
  low: number;
  likely: number;
  high: number;
}

export const exactly = (value: number): Range => ({ low: value, likely: value, high: value });

export const between = (low: number, likely: number, high: number): Range => ({ low, likely, high });

export const plus = (...ranges: Range[]): Range => ({
  low: ranges.reduce((sum, { low }) => sum + low, 0),
  likely: ranges.reduce((sum, { likely }) => sum + likely, 0),
  high: ranges.reduce((sum, { high }) => sum + high, 0),
});

/** Of two ranges that know nothing of each other, or of one and a factor. */
export const times = (range: Range, by: Range | number): Range => {
  const factor = typeof by === 'number' ? exactly(by) : by;
  return { low: range.low * factor.low, likely: range.likely * factor.likely, high: range.high * factor.high };
};

export const whole = ({ low, likely, high }: Range): Range => ({
  low: Math.round(low),
  likely: Math.round(likely),
  high: Math.round(high),
});
