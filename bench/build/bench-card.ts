import { packageVersion } from '../../pipeline/package-root.ts';
import { markdownTable, markdownText } from '../../pipeline/shards/formats/markdown.ts';
import type { BenchEntry } from './bench-entry.ts';
import type { BenchFigures } from './write-bench.ts';

/** `README.md` of a bench: what it holds, how it was made, and how far it can be trusted. */
export function benchCard(entries: readonly BenchEntry[], figures: BenchFigures, models: readonly string[]): string {
  const { seed, documents, closedBook, review } = figures;
  return `# A SEvenLLM bench

${entries.length} records on cybersecurity incidents, held out of the training data by document: extraction, generation and
multiple choice, in the published format of SEvenLLM-Bench (arXiv:2405.03446). Made by \`sevenllm bench build\`
${packageVersion}, seed ${seed}, of ${documents} documents.

\`sevenllm-bench.jsonl\` is the bench, \`sevenllm-bench-extended.jsonl\` the same with document, evidence and where each option
comes from, \`sevenllm-bench-reserve.jsonl\` what stands in for records that a review rejects.

## Records

${markdownTable(
  ['Part', 'Records', 'In reserve'],
  Object.entries(figures.parts).map(([part, { taken, reserve }]) => [part, taken, reserve]),
)}

${Object.entries(figures.parts)
  .map(
    ([part, { quotas }]) => `### ${part}

${markdownTable(
  [part.endsWith('choice') ? 'Asked for' : 'Task', 'Asked', 'Possible', 'Taken'],
  quotas.map(({ name, asked, possible, taken }) => [name, asked, possible, taken]),
)}`,
  )
  .join('\n\n')}

## Multiple choice

Each question is a sentence of the text with one fact left out. The right option is what stands there; the others are of
the same kind and form, and occur nowhere in the document, nor does any other name of them that is known. How often
each letter is right:

${markdownTable(
  ['Part', 'A', 'B', 'C', 'D'],
  Object.entries(figures.letters).map(([part, of]) => [part, ...Object.values(of)]),
)}

Share of the questions that is guessed right without the text (chance is 0.25):

${guesserTable(figures.guessers)}

${
  closedBook
    ? `${markdownText(closedBook.model)} was asked without the text as well: of ${closedBook.asked} questions it knew ${closedBook.known}, which were left out.`
    : 'No model was asked whether it knows the answers without the text.'
}

## Review

${
  review
    ? `By ${review.reviewers.map(markdownText).join(', ')}: ${review.accepted} accepted as they are, ${review.edited} edited, ${review.replaced} rejected and replaced, ${review.removed} rejected and left out, ${review.unreviewed} not looked at.`
    : 'Not reviewed by experts yet: `sevenllm bench review` does that.'
}

## Known limits

- Open answers were written by ${models.map(markdownText).join(', ') || 'no one'} and checked by programs: that they rest on the passage, not that nothing is missing.
- Passages are copied from reports, each under the licence of its publisher, which the extended file names where it is stated.
`;
}

function guesserTable(guessers: BenchFigures['guessers']): string {
  const parts = Object.keys(guessers);
  const names = Object.keys(guessers[parts[0] ?? ''] ?? {});
  return markdownTable(
    ['Guesser', ...parts],
    names.map((name) => [name, ...parts.map((part) => guessers[part]![name] ?? '-')]),
  );
}
