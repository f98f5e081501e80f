import type { UnderstandingTask } from '../../task-pool/define-task.ts';
import { leavesOf, removeLeaves, replaceLeaf } from '../../task-pool/render-answer.ts';
import type { Evidence } from '../records.ts';
import { type Folded, findFolded, foldWithOffsets } from '../text/fold.ts';
import type { CheckFailure } from './failure.ts';

export interface GroundedAnswer {
  /** The answer with every quote as it stands in `input`; leaves that stand nowhere are gone. */
  answer: Record<string, unknown>;
  evidence: Evidence[];
}

/** Share of an answer's quotes that may be removed before the whole answer is distrusted. */
const mostUngrounded = 0.5;

/**
 * Traces every leaf of an extraction answer to its place in `input`, whatever the case, width, defanging and punctuation.
 * A quote becomes the very characters of the text. A quote that is not there is removed; so is a label with no grounded
 * quote beside it. An answer that loses everything, or more than half of its quotes, fails.
 */
export function groundAnswer(
  task: UnderstandingTask,
  answer: Record<string, unknown>,
  input: string,
): GroundedAnswer | CheckFailure {
  const folded = foldedInput(input);
  const leaves = leavesOf(task, answer);
  const places = new Map<string, { start: number; end: number }>();
  const missing = new Set<string>();
  const quotes = leaves.filter((leaf) => leaf.kind === 'quote');
  for (const { path, value } of quotes) {
    const place = findFolded(folded, value);
    if (place) places.set(path, place);
    else missing.add(path);
  }
  const ungrounded = missing.size;
  for (const { path, kind, siblings } of leaves)
    if (kind === 'label' && !siblings.some((sibling) => places.has(sibling))) missing.add(path);
  const lost = quotes.filter(({ path }) => missing.has(path)).map(({ value }) => `“${value.slice(0, 60)}”`);
  const detail = `${ungrounded} of ${quotes.length} quotes do not stand in the input: ${lost.slice(0, 5).join(', ')}`;
  if (places.size === 0 || ungrounded > quotes.length * mostUngrounded) return { reason: 'ungrounded', detail };

  let grounded = answer;
  for (const [path, { start, end }] of places) grounded = replaceLeaf(grounded, path, input.slice(start, end));
  // Paths shift when list entries go, so evidence is taken from the answer as it finally is.
  const left = removeLeaves(task, grounded, missing);
  if (!left) return { reason: 'ungrounded', detail };
  return { answer: left, evidence: evidenceOf(task, left, [...places.values()], input) };
}

function evidenceOf(
  task: UnderstandingTask,
  answer: Record<string, unknown>,
  places: { start: number; end: number }[],
  input: string,
): Evidence[] {
  const byText = new Map(places.map((place) => [input.slice(place.start, place.end), place]));
  const leaves = leavesOf(task, answer);
  const found = new Map<string, { start: number; end: number }>();
  for (const { path, value, kind } of leaves) {
    const place = kind === 'quote' ? byText.get(value) : undefined;
    if (place) found.set(path, place);
  }
  for (const { path, kind, siblings } of leaves) {
    const place = kind === 'label' ? siblings.map((sibling) => found.get(sibling)).find(Boolean) : undefined;
    if (place) found.set(path, place);
  }
  return leaves.flatMap(({ path, kind }) => {
    const place = found.get(path);
    return place ? [{ path, kind, ...place }] : [];
  });
}

// The two languages of a task rest on one input, and are checked one after the other.
let last: { input: string; folded: Folded } | undefined;

function foldedInput(input: string): Folded {
  if (last?.input !== input) last = { input, folded: foldWithOffsets(input) };
  return last.folded;
}
