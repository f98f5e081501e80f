import { evennessOf } from '../../evenness.ts';
import type { Language } from '../../records.ts';
import type { ExportedPair } from '../exported-pair.ts';
import { parquetColumns } from '../parquet-columns.ts';
import type { Split } from '../split.ts';
import type { DatasetFigures } from './dataset-figures.ts';
import type { Plot } from './dataset-plots.ts';
import { markdownTable, markdownText } from './markdown.ts';
import { yamlOf } from './yaml.ts';

/** The pairs of one split, language and kind: a file pattern of the folder. */
export interface CardPart {
  split: Split;
  language: Language;
  kind: ExportedPair['kind'];
  records: number;
  /** Of the records as text. */
  bytes: number;
}

export interface CardContents {
  parts: readonly CardPart[];
  /** As the export is about to write it. */
  manifest: Record<string, unknown>;
  figures: DatasetFigures;
  plots: readonly Plot[];
}

type Counts = Record<string, Record<Language, number>>;

const mostSources = 200;

/** `README.md` of a dataset on the hub: the front matter that `datasets` loads by, and what a reader has to know. */
export function datasetCard({ parts, manifest, figures, plots }: CardContents): string {
  const licences = manifest.licences as Record<string, number>;
  const total = parts.reduce((sum, { records }) => sum + records, 0);
  return `---
${yamlOf(frontMatter(parts, licences, total))}---

# SEvenLLM-Instruct

${total} question and answer pairs on cybersecurity incidents, in English and Chinese, made of threat reports and security
news: a task, a passage of a report, the thought that leads to the answer, and the answer.

## How it was made

After SEvenLLM's Select-Instruct (arXiv:2405.03446), by \`sevenllm\` ${markdownText((manifest.generator as { version: string }).version)}: reports are crawled and cleaned, of near-duplicates
one is kept, a teacher picks the tasks that suit a report, and answers them. Every answer was checked against the
passage that it is given with: \`evidence\` tells where in \`input\` each part of it stands (UTF-16 offsets, ends exclusive).
Answers by: ${listOf(manifest.models as string[])}. The manifest (\`manifest.json\`) holds the versions of all prompts, the filters and
settings of the export, what the calls cost, and the hashes of all files; \`sevenllm verify\` checks them.

## Figures

${evennessTable(figures)}

Evenness is the entropy of the spread over the tasks of a kind, over that of an even one.

${countTable('Task', manifest.counts as Counts)}

${plots.map(({ path, about }) => `![${about}](${path})`).join('\n\n')}

## Splits

By document, never by pair, so that no document is in two: by a hash of the document alone, the same however the dataset
grows. Pairs of \`bench\` are held out, and are here only where they were asked for.

${countTable('Split', manifest.splits as Counts)}

## How to load it

\`\`\`python
from datasets import load_dataset

pairs = load_dataset("path/to/this/folder", "en")
\`\`\`

Configurations: ${configsOf(parts)
    .map(({ name }) => `\`${name}\``)
    .join(', ')}. \`output\` is a string: an answer object of an understanding task serialised as JSON.

## Licences

Passages are copied from reports, each under the licence of its publisher; \`licence\` tells what the document states of
itself, and \`url\` where it stands. Where nothing is stated, all rights may be reserved.

${markdownTable(
  ['Licence, as stated', 'Pairs'],
  Object.entries(licences).map(([name, count]) => [markdownText(name), count]),
)}

## Sources

${sourceTable(manifest.sources as Counts)}

## Known limits

- Answers were written by models or rules and checked by programs, not by experts; what is checked is that they rest on
  the passage, not that the passage is right.
- Dates, licences and titles are as the pages give them. The sources are not a fair sample of the world's incidents.
- Passages describe attacks, and may hold addresses of hostile servers and names of people.

## Citation

\`\`\`bibtex
@article{ji2024sevenllm,
  title = {SEvenLLM: Benchmarking, Eliciting, and Enhancing Abilities of Large Language Models in Cyber Threat Intelligence},
  author = {Ji, Hangyuan and Yang, Jian and Chai, Linzheng and others},
  journal = {arXiv preprint arXiv:2405.03446},
  year = {2024}
}
\`\`\`
`;
}

/** Configurations by language and kind, by language, and all; each of those parts that have pairs. */
function configsOf(parts: readonly CardPart[]): { name: string; parts: CardPart[] }[] {
  const named = new Map<string, CardPart[]>();
  for (const part of parts)
    for (const name of ['all', part.language, `${part.language}-${part.kind}`])
      named.set(name, [...(named.get(name) ?? []), part]);
  return [...named].map(([name, of]) => ({ name, parts: of }));
}

function frontMatter(parts: readonly CardPart[], licences: Record<string, number>, total: number) {
  const features = parquetColumns.map(({ name, feature }) => ({ name, ...feature }));
  const configs = configsOf(parts);
  return {
    pretty_name: 'SEvenLLM-Instruct',
    language: [...new Set(parts.map(({ language }) => language))],
    ...licenceOf(licences),
    task_categories: ['text-generation', 'question-answering'],
    size_categories: [sizeCategory(total)],
    tags: ['cybersecurity', 'threat-intelligence', 'instruction-tuning', 'synthetic'],
    configs: configs.map(({ name, parts: of }) => ({
      config_name: name,
      ...(name === 'all' && { default: true }),
      data_files: splitsOf(of).map(([split, ofSplit]) => ({
        split,
        path: ofSplit.map(({ language, kind }) => `data/${language}-${kind}/${split}-*.parquet`),
      })),
    })),
    dataset_info: configs.map(({ name, parts: of }) => ({
      config_name: name,
      features,
      splits: splitsOf(of).map(([split, ofSplit]) => ({
        name: split,
        num_bytes: ofSplit.reduce((sum, { bytes }) => sum + bytes, 0),
        num_examples: ofSplit.reduce((sum, { records }) => sum + records, 0),
      })),
    })),
  };
}

const splitsOf = (parts: readonly CardPart[]): [Split, CardPart[]][] =>
  [...new Set(parts.map(({ split }) => split))].map((split) => [split, parts.filter((part) => part.split === split)]);

/** The hub's name of a licence where all documents state the same one that it knows; else the parts' own hold. */
function licenceOf(licences: Record<string, number>) {
  const [only, ...more] = Object.keys(licences);
  const [, terms, version] = /^cc[ -](by(?:-(?:sa|nd|nc|nc-sa|nc-nd))?)[ -]([1-4]\.\d)\b/i.exec(only ?? '') ?? [];
  if (more.length === 0 && terms) return { license: `cc-${terms.toLowerCase()}-${version}` };
  return { license: 'other', license_name: 'per-document' };
}

function sizeCategory(total: number): string {
  const bounds: [number, string][] = [
    [1e3, 'n<1K'],
    [1e4, '1K<n<10K'],
    [1e5, '10K<n<100K'],
    [1e6, '100K<n<1M'],
    [1e7, '1M<n<10M'],
  ];
  return bounds.find(([bound]) => total < bound)?.[1] ?? '10M<n<100M';
}

const listOf = (names: readonly string[]) => names.map(markdownText).join(', ') || 'nobody';

const countTable = (head: string, counts: Counts) =>
  markdownTable(
    [head, 'English', 'Chinese'],
    Object.entries(counts).map(([name, { en, zh }]) => [markdownText(name), en, zh]),
  );

function sourceTable(sources: Counts): string {
  const largest = Object.entries(sources).sort(([, a], [, b]) => b.en + b.zh - (a.en + a.zh));
  const more = largest.length - mostSources;
  const table = countTable('Source', Object.fromEntries(largest.slice(0, mostSources)));
  return more > 0 ? `${table}\n\nAnd ${more} more, see the manifest.` : table;
}

const evennessTable = ({ tasks }: DatasetFigures) =>
  markdownTable(
    ['Kind', 'Language', 'Pairs', 'Tasks with pairs', 'Evenness'],
    evennessOf(Object.entries(tasks).map(([task, counts]) => ({ task, ...counts })))
      .filter(({ pairs }) => pairs > 0)
      .map(({ kind, language, pairs, tasks: all, withPairs, normalisedEntropy }) => {
        const name = language === 'en' ? 'English' : 'Chinese';
        return [kind, name, pairs, `${withPairs} of ${all}`, normalisedEntropy!.toFixed(2)];
      }),
  );
