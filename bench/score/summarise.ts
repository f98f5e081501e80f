import type { Language } from '../../pipeline/records.ts';
import { type Difference, difference, type Estimate, estimate } from './intervals.ts';
import { type Metric, metricNames, type Scores } from './metrics.ts';
import type { AnswersFound } from './read-answers.ts';
import { type BenchKind, type BenchRecord, benchKinds } from './read-bench.ts';
import type { ScoredAnswers } from './score-answers.ts';

/** Scores of the records of one language and kind, and of one task where `task` names it. */
export interface GroupScores {
  language: Language;
  kind: BenchKind;
  task?: string;
  /** Records of the bench in it. */
  records: number;
  scores: Partial<Record<Metric, Estimate>>;
}

/** How often a letter was right, chosen, and both. */
export interface LetterCount {
  letter: string;
  right: number;
  chosen: number;
  hit: number;
}

/** The authors' five figures for one model, by the names they have beside the published bench; null without records. */
export interface PublishedFigures {
  rougeL_en_gen: number | null;
  rougeL_zh_gen: number | null;
  f1_en_ex: number | null;
  f1_zh_ex: number | null;
  choice_correct: number | null;
}

export interface AnswersReport extends PublishedFigures {
  ours: {
    answers: AnswersFound;
    /** Ids on which the authors' scripts end with an error; in the figures above they count 0. */
    stopped: string[];
    groups: GroupScores[];
    tasks: GroupScores[];
    /** How extraction answers give their JSON. */
    forms: ScoredAnswers['forms'];
    letters: LetterCount[];
    /** Against the first answers file: this one's mean minus that one's. */
    against?: {
      file: string;
      groups: (Omit<GroupScores, 'scores'> & { scores: Partial<Record<Metric, Difference>> })[];
    };
  };
}

const languages: readonly Language[] = ['en', 'zh'];

/** The report on one model's answers; `first` are the scores of the file it is compared with. */
export function summarise(
  bench: readonly BenchRecord[],
  { scores, stopped, forms, letters }: ScoredAnswers,
  answers: AnswersFound,
  seed: number,
  first?: { file: string; scores: Scores },
): AnswersReport {
  const groups = groupsOf(bench, false);
  const over = <T>(members: Group, measure: (name: Metric) => T) => ({
    ...members.named,
    records: members.indices.length,
    scores: Object.fromEntries(metricNames(members.named.kind).map((name) => [name, measure(name)])) as Record<
      Metric,
      T
    >,
  });
  const estimated = (group: Group) => over(group, (name) => estimate(pick(scores.get(name)!, group.indices), seed));
  const mean = (language: Language, kind: BenchKind, name: Metric) => {
    const group = groups.find(({ named }) => named.language === language && named.kind === kind);
    return group ? plainMean(pick(scores.get(name)!, group.indices)) : null;
  };
  const chosen = scores.get('publishedChoice')!.filter((value) => !Number.isNaN(value));
  return {
    rougeL_en_gen: mean('en', 'generation', 'rouge-1.0.1'),
    rougeL_zh_gen: mean('zh', 'generation', 'rouge-1.0.1'),
    f1_en_ex: mean('en', 'extraction', 'exactF1'),
    f1_zh_ex: mean('zh', 'extraction', 'exactF1'),
    choice_correct: chosen.length ? chosen.reduce((sum, value) => sum + value, 0) : null,
    ours: {
      ...{ answers, stopped },
      groups: groups.map(estimated),
      tasks: groupsOf(bench, true).map(estimated),
      ...{ forms, letters: countLetters(letters) },
      ...(first && {
        against: {
          file: first.file,
          groups: groups.map((group) =>
            over(group, (name) =>
              difference(pick(scores.get(name)!, group.indices), pick(first.scores.get(name)!, group.indices), seed),
            ),
          ),
        },
      }),
    },
  };
}

interface Group {
  named: { language: Language; kind: BenchKind; task?: string };
  indices: number[];
}

function groupsOf(bench: readonly BenchRecord[], byTask: boolean): Group[] {
  const groups = new Map<string, Group>();
  for (const kind of benchKinds)
    for (const language of languages)
      for (const [index, record] of bench.entries()) {
        if (record.kind !== kind || record.language !== language || (byTask && kind === 'choice')) continue;
        const key = JSON.stringify([kind, language, byTask ? record.category : '']);
        const named = { language, kind, ...(byTask && { task: record.category }) };
        const group = groups.get(key) ?? { named, indices: [] };
        groups.set(key, group);
        group.indices.push(index);
      }
  return [...groups.values()];
}

const pick = (values: Float64Array, indices: readonly number[]): Float64Array =>
  Float64Array.from(indices, (index) => values[index]!);

/** In the order of the bench, as the authors' scripts add up. The mean of nothing is 0 there. */
function plainMean(values: Float64Array): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : 0;
}

function countLetters(letters: ScoredAnswers['letters']): LetterCount[] {
  const names = [...new Set(letters.flatMap(({ right, chosen }) => (chosen ? [right, chosen] : [right])))].sort();
  return names.map((letter) => ({
    letter,
    right: letters.filter(({ right }) => right === letter).length,
    chosen: letters.filter(({ chosen }) => chosen === letter).length,
    hit: letters.filter(({ right, chosen }) => right === letter && chosen === letter).length,
  }));
}
