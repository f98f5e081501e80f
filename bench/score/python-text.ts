/** A number of a JSON text that JavaScript would write otherwise than Python: 1.0, 1e-5, one of 20 digits, NaN. */
export class PythonNumber {
  /** What Python's `str()` gives. */
  readonly text: string;
  readonly value: number;

  constructor(source: string) {
    this.value = Number(source);
    this.text = /[.eIN]/i.test(source) ? floatText(this.value) : String(BigInt(source));
  }

  toString(): string {
    return this.text;
  }
}

const marker = '\u0000number';
const stringOrNumber =
  /"[^"\\]*(?:\\.[^"\\]*)*"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity(?![a-z])|NaN)/g;

/** Reads JSON as Python's `json` does: NaN and Infinity too, numbers that would lose their form as PythonNumber. */
export function parsePythonJson(text: string): unknown {
  let marked = false;
  const source = text.replace(stringOrNumber, (whole, number: string | undefined) => {
    if (number === undefined || /^-?\d{1,15}$/.test(number)) return whole;
    marked = true;
    return JSON.stringify({ [marker]: number });
  });
  if (!marked) return JSON.parse(text);
  return JSON.parse(source, (_, value) => {
    const number = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[marker] : undefined;
    return typeof number === 'string' ? new PythonNumber(number) : value;
  });
}

/** Python's `str()` of a value read from JSON: what the authors' scripts compare and cut. */
export function pythonString(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepresentation(value);
}

function pythonRepresentation(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepresentation).join(', ')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${quoted(key)}: ${pythonRepresentation(item)}`)
      .join(', ')}}`;
  return String(value === 0 ? 0 : value);
}

/** Whether Python holds it for false: the authors' scripts take such outputs for missing. */
export function isPythonFalse(value: unknown): boolean {
  if (value instanceof PythonNumber) return value.value === 0;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof PythonNumber);

const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const spaces = new RegExp(`[${space}]+`);
const oneSpace = new RegExp(`[${space}]`);

/** Python's `str.split()`: it knows other spaces than JavaScript. */
export const splitOnSpace = (text: string): string[] => text.split(spaces).filter((word) => word !== '');

/** Python's `str.strip()`; step by step, since a pattern takes forever on a long run of space within. */
export function stripSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && oneSpace.test(text[start]!)) start++;
  while (end > start && oneSpace.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = text.replace(/[\\'\p{C}\p{Z}]/gu, (char) => {
    if (char === ' ') return char;
    if (char === "'") return quote === "'" ? "\\'" : char;
    const code = char.codePointAt(0)!;
    const hex = code.toString(16);
    if (char in escapes) return escapes[char]!;
    if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
  return quote + inner + quote;
}

/** The shortest digits that give the number back, as both languages have them, in Python's layout. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [, sign, first, rest = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential())!;
  const power = Number(exponent);
  const digits = first + rest;
  if (power < -4 || power >= 16)
    return `${sign}${first}${rest && `.${rest}`}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  return `${sign}${digits.slice(0, power + 1).padEnd(power + 1, '0')}.${digits.slice(power + 1) || '0'}`;
}
