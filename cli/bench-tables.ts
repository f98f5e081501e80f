import type { Difference, Estimate } from '../bench/score/intervals.ts';
import { type Metric, metricNames, metricsOf } from '../bench/score/metrics.ts';
import type { AnswersReport, GroupScores } from '../bench/score/summarise.ts';
import { table } from './tables.ts';

/** The reports of `bench score` as a person reads them. */
export function scoreReport(reports: Readonly<Record<string, AnswersReport>>): string {
  const entries = Object.entries(reports);
  const sections = [publishedTable(entries), answersTable(entries)];
  for (const [file, { ours }] of entries) {
    sections.push(`${file}: means with 95% intervals\n${groupTable(ours.groups)}`);
    sections.push(`${file}: by task\n${taskTable(ours.tasks)}`);
    const forms = Object.entries(ours.forms).filter(([, count]) => count > 0);
    if (forms.length > 0)
      sections.push(`Extraction answers by form: ${forms.map(([form, count]) => `${form} ${count}`).join(', ')}.\n`);
    if (ours.letters.length > 0)
      sections.push(
        table(
          ['letter', 'is right', 'was chosen', 'both'],
          ours.letters.map(({ letter, right, chosen, hit }) => [letter, right, chosen, hit]),
        ),
      );
    if (ours.against) sections.push(`${file} against ${ours.against.file}\n${againstTable(ours.against.groups)}`);
    sections.push(...notes(file, ours));
  }
  return `${sections.join('\n')}\n${legend()}`;
}

type Entries = [string, AnswersReport][];

function publishedTable(entries: Entries): string {
  return `The authors' scores\n${table(
    ['answers', 'ROUGE-L en', 'ROUGE-L zh', 'F1 en', 'F1 zh', 'choice right'],
    entries.map(([file, report]) => [
      file,
      ...[report.rougeL_en_gen, report.rougeL_zh_gen, report.f1_en_ex, report.f1_zh_ex].map(digits),
      report.choice_correct ?? '-',
    ]),
  )}`;
}

function answersTable(entries: Entries): string {
  return table(
    ['answers', 'lines', 'answered', 'missing', 'empty', 'doubled', 'unknown id', 'malformed', 'other question'],
    entries.map(([file, { ours }]) => {
      const { lines, answered, missing, empty, doubled, unknownIds, malformed, otherQuestions } = ours.answers;
      return [file, lines, answered, missing, empty, doubled, unknownIds, malformed, otherQuestions];
    }),
  );
}

function groupTable(groups: readonly GroupScores[]): string {
  return table(
    ['kind', 'language', 'score', 'records', 'mean', '95% interval'],
    groups.flatMap(({ kind, language, scores }) =>
      metricNames(kind).map((name) => {
        const one = scores[name]!;
        return [kind, language, name, one.records, digits(one.mean), interval(one)];
      }),
    ),
  );
}

/** The two scores that rank models in each kind, for each task. */
function taskTable(groups: readonly GroupScores[]): string {
  const shown: Record<string, Metric[]> = {
    generation: ['rouge-1.0.1', 'rougeL'],
    extraction: ['exactF1', 'alignedF1'],
  };
  return table(
    ['task', 'language', 'records', 'score', 'mean', '95% interval', 'score', 'mean', '95% interval'],
    groups.map(({ task, kind, language, records, scores }) => [
      ...[task ?? '', language, records],
      ...shown[kind]!.flatMap((name) => [name, digits(scores[name]!.mean), interval(scores[name]!)]),
    ]),
  );
}

function againstTable(groups: NonNullable<AnswersReport['ours']['against']>['groups']): string {
  return table(
    ['kind', 'language', 'score', 'difference', '95% interval', 'p'],
    groups.flatMap(({ kind, language, scores }) =>
      metricNames(kind).map((name) => {
        const one = scores[name] as Difference;
        return [kind, language, name, digits(one.mean), interval(one), digits(one.p)];
      }),
    ),
  );
}

function notes(file: string, { answers, stopped }: AnswersReport['ours']): string[] {
  const { malformed, unknownIds, doubled, missing, otherQuestions } = answers.examples;
  const said: [string, string[], number][] = [
    ['malformed', malformed, answers.malformed],
    ['unknown ids', unknownIds, answers.unknownIds],
    ['doubled ids (the last answer counts)', doubled, answers.doubled],
    ['missing ids (counted 0, by the authors left out in Chinese generation)', missing, answers.missing],
    ['ids that repeat another question', otherQuestions, answers.otherQuestions],
    ["ids on which the authors' scripts end with an error (counted 0 there)", stopped.slice(0, 10), stopped.length],
  ];
  return said
    .filter(([, , count]) => count > 0)
    .map(
      ([what, examples, count]) =>
        `${file}: ${count} ${what}: ${examples.join(', ')}${count > examples.length ? ', …' : ''}`,
    );
}

function legend(): string {
  const all = Object.values(metricsOf).flatMap((metrics) => Object.entries(metrics));
  return table(['score', 'what it is'], [...new Map(all)]);
}

const digits = (value: number | null): string => (value === null ? '-' : value.toFixed(4));
const interval = ({ low, high }: Estimate): string => (low === null ? '-' : `${digits(low)} to ${digits(high)}`);
