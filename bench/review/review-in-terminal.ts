import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type BenchEntry, recordHash } from '../build/bench-entry.ts';
import { checkEdit } from './check-edit.ts';
import { addDecisions, type Decision, readDecisions } from './decisions.ts';
import type { BenchFolder } from './read-bench-folder.ts';
import { instructionText, outputText } from './review-sheet.ts';

export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream;
  /** Program that edits a file; without one an edited answer is typed as one line. */
  editor?: string | undefined;
}

const keys = 'a accept, e edit, r reject, s skip, q quit';

/**
 * Shows the records that nobody has decided on, one at a time, and stores each decision as it is made: it may be left at any
 * moment, and goes on where it was. Returns how many were decided, and how many are left.
 */
export async function reviewInTerminal(
  bench: BenchFolder,
  reviewer: string,
  terminal: Terminal,
): Promise<{ decided: number; left: number }> {
  const known = await readDecisions(bench.path);
  const open = bench.entries.filter((entry) => !known.has(recordHash(entry)) && !entry.review);
  const asker = new Asker(terminal);
  let decided = 0;
  try {
    for (const [index, entry] of open.entries()) {
      asker.say(shown(entry, `${index + 1} of ${open.length}`));
      const decision = await decide(entry, asker, terminal);
      if (decision === 'quit') break;
      if (decision === 'skip') continue;
      const at = new Date().toISOString();
      await addDecisions(bench.path, [{ id: entry.id, record: recordHash(entry), ...decision, reviewer, at }]);
      decided++;
    }
  } finally {
    asker.close();
  }
  return { decided, left: open.length - decided };
}

type Decided = Pick<Decision, 'verdict' | 'edited' | 'comment'>;

async function decide(entry: BenchEntry, asker: Asker, terminal: Terminal): Promise<Decided | 'skip' | 'quit'> {
  for (;;) {
    const key = (await asker.ask(`${keys}: `))?.trim().toLowerCase()[0];
    if (key === undefined && asker.isOver) return 'quit';
    if (key === 'q') return 'quit';
    if (key === 's') return 'skip';
    if (key === 'a') return { verdict: 'accept', edited: null, comment: '' };
    if (key === 'r') return { verdict: 'reject', edited: null, comment: (await asker.ask('Why? ')) ?? '' };
    if (key !== 'e') continue;
    const text = terminal.editor ? editIn(terminal.editor, entry) : await asker.ask('Edited answer, one line: ');
    if (text === null) continue;
    const checked = checkEdit(entry, text);
    if ('output' in checked)
      return { verdict: 'edit', edited: checked.output, comment: (await asker.ask('Comment: ')) ?? '' };
    asker.say(`Not taken: ${checked.refused}\n`);
  }
}

function shown(entry: BenchEntry, place: string): string {
  const { id, category, filename, input, output } = entry;
  const line = '-'.repeat(72);
  return `${line}\n${place}: ${id}, ${category}, ${printable(filename)}\n\n${printable(instructionText(entry))}\n\n${printable(input)}\n\nAnswer:\n${printable(outputText(output))}\n${line}\n`;
}

/** Text of a page may hold what steers a terminal. */
const printable = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');

/** Opens the answer in an editor; null where it was left as it is, or the editor failed. */
function editIn(editor: string, { output }: BenchEntry): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'sevenllm-review-'));
  const file = join(folder, typeof output === 'string' ? 'answer.txt' : 'answer.json');
  try {
    writeFileSync(file, outputText(output));
    const { status } = spawnSync(editor, [file], { stdio: 'inherit', shell: true });
    const text = readFileSync(file, 'utf8');
    return status === 0 && text !== outputText(output) ? text : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks for lines until the input ends. Lines that come before they are asked for wait. */
class Asker {
  isOver = false;
  readonly #lines: Interface;
  readonly #output: NodeJS.WritableStream;
  readonly #waiting: string[] = [];
  #next: ((line: string | null) => void) | undefined;

  constructor({ input, output }: Terminal) {
    this.#output = output;
    this.#lines = createInterface({ input, output, terminal: input.isTTY === true });
    this.#lines.on('line', (line) => this.#take(line));
    this.#lines.on('close', () => {
      this.isOver = true;
      this.#next?.(null);
    });
  }

  say(text: string): void {
    this.#output.write(text);
  }

  /** The next line, or null where there is none any more. */
  ask(prompt: string): Promise<string | null> {
    this.#lines.setPrompt(prompt);
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    if (this.isOver) return Promise.resolve(null);
    this.#lines.prompt();
    return new Promise((resolve) => {
      this.#next = resolve;
    });
  }

  close(): void {
    this.#lines.close();
  }

  #take(line: string): void {
    const next = this.#next;
    this.#next = undefined;
    if (next) next(line);
    else this.#waiting.push(line);
  }
}
