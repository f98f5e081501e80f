import { type Folded, foldWithOffsets } from '../../pipeline/text/fold.ts';
import { type AlignedLeaf, alignedF1, alignedLeaves } from './aligned-f1.ts';
import { lenientLetter, optionsOf, publishedLetter, strictLetter } from './choice.ts';
import { publishedExtractionF1 } from './extraction-f1.ts';
import { googleRougeL, rougeTokens } from './google-rouge-l.ts';
import { type AnswerForm, groundedShare, inLanguage, inScript, isValidForm, readExtraction } from './habits.ts';
import { type Metric, metricNames } from './metrics.ts';
import { publishedChineseRouge, publishedEnglishRouge, segmentedSentences } from './published-rouge.ts';
import { isPythonFalse, pythonString } from './python-text.ts';
import type { Answer, Answers } from './read-answers.ts';
import { type BenchRecord, benchKinds } from './read-bench.ts';

/** One model's scores by record, with what can only be said of the whole. */
export interface ScoredAnswers {
  scores: Map<Metric, Float64Array>;
  /** Ids of records on which the authors' scripts end with an error; they count 0 there. */
  stopped: string[];
  /** How the extraction answers give their objects. */
  forms: Record<AnswerForm, number>;
  /** Letters that were right and chosen (as the lenient reading has them), by record; null where none was read. */
  letters: { right: string; chosen: string | null }[];
}

/** What a record's own side of its scores takes, made once. */
interface Expected {
  sentences?: string[];
  tokens?: string[];
  leaves?: AlignedLeaf[];
  input?: Folded;
}

/** Scores the answers of model after model against one bench, whose own part of the work is done once. */
export class AnswerScorer {
  readonly bench: readonly BenchRecord[];
  private readonly expected = new Map<BenchRecord, Expected>();

  constructor(bench: readonly BenchRecord[]) {
    this.bench = bench;
  }

  score({ byId }: Answers): ScoredAnswers {
    const names = new Set(benchKinds.flatMap(metricNames));
    const scores = new Map([...names].map((name) => [name, new Float64Array(this.bench.length).fill(Number.NaN)]));
    const forms = { object: 0, list: 0, text: 0, fenced: 0, repaired: 0, none: 0 };
    const scored: ScoredAnswers = { scores, stopped: [], forms, letters: [] };
    const score = { generation: this.generation, extraction: this.extraction, choice: this.choice };
    for (const [index, record] of this.bench.entries())
      score[record.kind].call(this, record, byId.get(String(record.id)) ?? [], scored, (name, value) => {
        scores.get(name)![index] = value;
      });
    return scored;
  }

  private generation(record: BenchRecord, answers: readonly Answer[], scored: ScoredAnswers, set: Setter): void {
    const { language, output: reference } = record;
    if (isPythonFalse(reference)) return;
    const prepared = this.prepared(record);
    const given = answers.findLast(({ output }) => !isPythonFalse(output))?.output;
    if (language === 'zh') prepared.sentences ??= segmentedSentences(pythonString(reference));
    const published = prepared.sentences
      ? publishedChineseRouge(prepared.sentences, given)
      : publishedEnglishRouge(reference, given);
    if (published !== 'left out') {
      set('rouge-1.0.1', published.score);
      if (published.stopped) scored.stopped.push(String(record.id));
    }
    const text = textOf(answers.at(-1)?.output);
    prepared.tokens ??= rougeTokens(pythonString(reference), language);
    set('rougeL', googleRougeL(prepared.tokens, rougeTokens(text, language)));
    if (text !== '') set('inLanguage', inLanguage(text, language));
  }

  private extraction(record: BenchRecord, answers: readonly Answer[], scored: ScoredAnswers, set: Setter): void {
    const { language, output: reference, input } = record;
    const outputs = answers.filter(({ sameId }) => sameId).map(({ output }) => output);
    const exact = publishedExtractionF1(reference, outputs);
    if (exact === null) scored.stopped.push(String(record.id));
    set('exactF1', exact ?? 0);

    const prepared = this.prepared(record);
    prepared.leaves ??= alignedLeaves(readExtraction(reference).value ?? reference);
    const last = answers.at(-1);
    if (!last) {
      set('alignedF1', 0);
      return;
    }
    const { form, value } = readExtraction(last.output);
    scored.forms[form]++;
    set('validJson', Number(isValidForm(form)));
    const leaves = alignedLeaves(value);
    const nothing = form === 'none' && !isPythonFalse(last.output);
    set('alignedF1', nothing ? 0 : alignedF1(prepared.leaves, leaves));
    if (leaves.length === 0) return;
    prepared.input ??= foldWithOffsets(input);
    set(
      'grounded',
      input === ''
        ? Number.NaN
        : groundedShare(
            leaves.map(({ text }) => text),
            prepared.input,
          ),
    );
    set('inLanguage', inScript(leaves.map(({ text }) => text).join('\n'), language));
  }

  private choice(record: BenchRecord, answers: readonly Answer[], scored: ScoredAnswers, set: Setter): void {
    const right = pythonString(record.output).trim();
    const outputs = answers.filter(({ sameId }) => sameId).map(({ output }) => output);
    set('publishedChoice', Number(publishedLetter(outputs) === record.output));
    const chosen = lenientLetter(answers.at(-1)?.output, optionsOf(record.instruction));
    set('strict', Number(strictLetter(answers.at(-1)?.output) === right));
    set('lenient', Number(chosen === right));
    scored.letters.push({ right, chosen });
  }

  private prepared(record: BenchRecord): Expected {
    const known = this.expected.get(record);
    if (known) return known;
    const fresh: Expected = {};
    this.expected.set(record, fresh);
    return fresh;
  }
}

type Setter = (name: Metric, value: number) => void;

const textOf = (output: unknown): string => (output === undefined || output === null ? '' : pythonString(output));
