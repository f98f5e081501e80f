import { readFile, writeFile } from 'node:fs/promises';
import { messageOf, SetupError } from '../../pipeline/errors.ts';
import { type BenchEntry, letters, recordHash } from '../build/bench-entry.ts';
import { checkEdit } from './check-edit.ts';
import { addDecisions, type Decision, readDecisions, type Verdict } from './decisions.ts';
import type { BenchFolder } from './read-bench-folder.ts';
import { readSheet, type SheetRow, writeSheet } from './sheet.ts';

const columns = ['id', 'task', 'language', 'instruction', 'input', 'output', 'verdict', 'edited output', 'comment'];

/** Writes the records as a file for a spreadsheet, one row each, with what was decided so far. Returns how many. */
export async function exportSheet({ path, entries }: BenchFolder, file: string): Promise<number> {
  const decisions = await readDecisions(path);
  const rows = entries.map((entry) => {
    const decision = decisions.get(recordHash(entry));
    const edited = decision?.edited ?? null;
    return [
      ...shownOf(entry),
      decision?.verdict ?? '',
      edited === null ? '' : outputText(edited),
      decision?.comment ?? '',
    ];
  });
  await writing(file, () => writeFile(file, writeSheet([columns, ...rows], /\.(?:tsv|tab)$/i.test(file) ? '\t' : ',')));
  return rows.length;
}

export interface ImportReport {
  decided: Record<Verdict, number>;
  /** Decided the same before, and left blank. */
  unchanged: number;
  blank: number;
  refused: { line: number; id: string; why: string }[];
}

/** Reads the decisions of a file that `exportSheet` wrote and an expert filled in; rows that cannot be taken are named. */
export async function importSheet(folder: BenchFolder, file: string, reviewer: string): Promise<ImportReport> {
  const [head, ...rows] = readSheet(await writing(file, () => readFile(file)));
  const places = columns.map((name) => head?.cells.findIndex((cell) => cell.trim().toLowerCase() === name) ?? -1);
  const missing = columns.filter((_, index) => places[index] === -1);
  if (missing.length > 0)
    throw new SetupError(
      `${file} lacks the columns ${missing.join(', ')}: it is no sheet of \`bench review --export\`.`,
    );
  const byId = new Map(folder.entries.map((entry) => [String(entry.id), entry]));
  const known = await readDecisions(folder.path);
  const report: ImportReport = { decided: { accept: 0, edit: 0, reject: 0 }, unchanged: 0, blank: 0, refused: [] };
  const decisions: Decision[] = [];
  const at = new Date().toISOString();
  for (const row of rows) {
    const read = decisionIn(row, places, byId);
    if (read === null) report.blank++;
    else if ('why' in read) report.refused.push(read);
    else if (isSame(known.get(read.record), { ...read, reviewer })) report.unchanged++;
    else {
      decisions.push({ ...read, reviewer, at });
      report.decided[read.verdict]++;
    }
  }
  await addDecisions(folder.path, decisions);
  return report;
}

function decisionIn(
  { line, cells }: SheetRow,
  places: readonly number[],
  byId: ReadonlyMap<string, BenchEntry>,
): Omit<Decision, 'reviewer' | 'at'> | ImportReport['refused'][number] | null {
  const cell = (name: string) => cells[places[columns.indexOf(name)]!] ?? '';
  const id = cell('id').trim();
  const refuse = (why: string) => ({ line, id, why });
  const entry = byId.get(id);
  if (!entry) return refuse('the bench has no record with this id.');
  const word = cell('verdict').trim().toLowerCase();
  if (word === '' && cell('edited output').trim() === '') return null;
  const [, , , instruction, input, output] = shownOf(entry);
  if (!isText(cell('instruction'), instruction!) || !isText(cell('input'), input!))
    return refuse('instruction or input is not what the bench holds: the sheet is of another bench, or was changed.');
  if (!isText(cell('output'), output!))
    return refuse('"output" was changed: put the answer that is to take its place into "edited output".');
  const verdict = verdictOf(word);
  if (!verdict) return refuse(`"${word}" is no verdict: write accept, edit or reject.`);
  const decision = { id: entry.id, record: recordHash(entry), verdict, comment: cell('comment') };
  if (verdict !== 'edit')
    return cell('edited output').trim() === ''
      ? { ...decision, edited: null }
      : refuse(`there is an edited output, but the verdict is ${verdict}.`);
  const checked = checkEdit(entry, cell('edited output'));
  return 'refused' in checked ? refuse(checked.refused) : { ...decision, edited: checked.output };
}

/** The columns of a record that are not filled in. */
function shownOf(entry: BenchEntry): string[] {
  const { id, category, language, input, output } = entry;
  return [String(id), category, language, instructionText(entry), input, outputText(output)];
}

export function instructionText({ instruction }: BenchEntry): string {
  if (typeof instruction === 'string') return instruction;
  return [instruction.question, ...letters.map((letter) => `${letter}. ${instruction.choice[letter]}`)].join('\n');
}

export const outputText = (output: BenchEntry['output']): string =>
  typeof output === 'string' ? output : JSON.stringify(output, null, 2);

function verdictOf(word: string): Verdict | null {
  if (/^(?:a|accept|accepted|接受|通过)$/.test(word)) return 'accept';
  if (/^(?:e|edit|edited|修改)$/.test(word)) return 'edit';
  return /^(?:r|reject|rejected|拒绝)$/.test(word) ? 'reject' : null;
}

/** Spreadsheets change the ends of lines. */
const isText = (one: string, other: string): boolean => lines(one) === lines(other);
const lines = (text: string): string => text.replace(/\r\n?/g, '\n');

const isSame = (known: Decision | undefined, { verdict, edited, comment, reviewer }: Omit<Decision, 'at'>): boolean =>
  known !== undefined &&
  known.reviewer === reviewer &&
  known.verdict === verdict &&
  known.comment === comment &&
  JSON.stringify(known.edited) === JSON.stringify(edited);

async function writing<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new SetupError(`${file} cannot be read or written: ${messageOf(error)}`);
  }
}
