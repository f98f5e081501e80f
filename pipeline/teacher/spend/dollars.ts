/** An amount as a person reads it: cents from a dollar on, three digits that count below. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 1) return `$${grouped(amount, 2)}`;
  // The least that is worth a digit.
  if (amount < 1e-6) return '< $0.000001';
  return `$${amount.toFixed(Math.max(2, Math.min(6, 2 - Math.floor(Math.log10(amount)))))}`;
}

/** A number with its thousands set apart. */
export const grouped = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
