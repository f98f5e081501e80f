import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../hash.ts';
import { packageRoot } from '../package-root.ts';

/** A text of `prompts/`, with the version in its head and the hash by which a lock file pins it. */
export interface Prompt<Variable extends string> {
  name: string;
  version: string;
  /** SHA-256 of the whole file. */
  hash: string;
  render(values: Record<Variable, string>): string;
}

const head = /^---\nversion: (\d+)\nvariables:([^\n]*)\n---\n/;
const placeholder = /\{\{(\w+)\}\}/g;

/**
 * Loads `prompts/<name>.md`. Throws where its head is malformed, or where the variables of head, text and caller are not
 * the same: a prompt with a hole in it must fail at start, not in the middle of a paid run.
 */
export function loadPrompt<const Variable extends string>(
  name: string,
  variables: readonly Variable[],
): Prompt<Variable> {
  const file = readFileSync(join(packageRoot, 'prompts', `${name}.md`), 'utf8').replaceAll('\r\n', '\n');
  const match = head.exec(file);
  if (!match) throw new TypeError(`prompts/${name}.md must open with ---, version: N, variables: …, ---`);
  const [whole, version, declared] = match as unknown as [string, string, string];
  const text = file.slice(whole.length).trimEnd();
  const inHead = declared
    .split(',')
    .map((variable) => variable.trim())
    .filter(Boolean);
  const inText = [...new Set(Array.from(text.matchAll(placeholder), ([, variable]) => variable as string))];
  const same = (a: readonly string[], b: readonly string[]) => a.toSorted().join() === b.toSorted().join();
  if (!same(inHead, inText) || !same(inHead, variables))
    throw new TypeError(
      `prompts/${name}.md: its head names {${inHead}}, its text uses {${inText}}, its caller gives {${variables}}`,
    );
  return {
    name,
    version,
    hash: sha256(file),
    // One pass over the text: a value that looks like a placeholder is not filled in again.
    render: (values) => text.replace(placeholder, (_, variable: Variable) => values[variable]),
  };
}
