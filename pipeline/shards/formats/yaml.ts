/** Words that YAML reads as something else than text. */
const notText = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null']);
// PyYAML refuses them as they are.
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Writes a value as YAML, in blocks: text is put in quotes where it could be read as anything else. Lines end with a line feed. */
export function yamlOf(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${yamlOf(item, `${indent}  `).trimStart()}`).join('');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, item]) => {
        const isBlock = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
        return `${indent}${textOf(key)}:${isBlock ? `\n${yamlOf(item, `${indent}${Array.isArray(item) ? '' : '  '}`)}` : ` ${scalarOf(item)}\n`}`;
      })
      .join('');
  return `${indent}${scalarOf(value)}\n`;
}

const scalarOf = (value: unknown): string => (typeof value === 'string' ? textOf(value) : JSON.stringify(value));

function textOf(text: string): string {
  if (/^[a-z][a-z0-9_/*.-]*$/.test(text) && !notText.has(text)) return text;
  // A JSON string is a string of YAML in double quotes, but for a few characters.
  return JSON.stringify(text).replace(unprintable, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
