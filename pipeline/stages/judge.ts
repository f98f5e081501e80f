import { taskBySlug } from '../../task-pool/index.ts';
import type { Config } from '../config.ts';
import { FailRecordError } from '../errors.ts';
import { type JudgedCell, readJudgedCells } from '../ledger/judgements.ts';
import type { LedgerDatabase } from '../ledger/ledger.ts';
import { type Language, languageSchema, type Pair } from '../records.ts';
import type { Judge } from '../teacher/judge/judge.ts';
import { type Improvement, scoreOf } from '../teacher/judge/verdict.ts';
import { drop, keep, type Outcome, type Stage } from './stage.ts';
import { readDrafts, type ValidateInput, validate } from './validate.ts';

export interface JudgeInput extends ValidateInput, JudgedCell {}

/**
 * Draft that passed the checks → pair: a judge scores it, and what scores less than `minScore` is dropped. An answer that
 * the judge has bettered takes the draft's place, whatever that one's score, where it passes the same checks. The two
 * languages of a draft are one question: whichever cell comes first asks it, the other is answered from the stored
 * completion. Where the judge's own answer cannot be used, the draft is dropped for that; a pair that was there stays.
 */
export function judgeStage(
  db: LedgerDatabase,
  judge: Judge,
  settings: Pick<Config, 'minScore'>,
): Stage<'judge', JudgeInput> {
  return {
    name: 'judge',
    async load(ids) {
      const drafts = await readDrafts(db, ids);
      const cells = await readJudgedCells(db, ids, judge.model);
      return drafts.flatMap(({ recordId, input }) => {
        const cell = cells.get(recordId);
        return cell ? [{ recordId, input: { ...input, ...cell } }] : [];
      });
    },
    async run(input): Promise<Outcome<'judge'>> {
      const { cell, document, generation } = input;
      const pairs = pairsOf(input, input.standing);
      const pair = pairs.get(cell.language);
      if (!pair) throw new FailRecordError(`It cannot be judged: ${whyNone(input)}`);
      const task = taskBySlug(cell.task);
      const judged = await judge.judge({ document, task, pairs: [...pairs.values()], generation });
      if ('refused' in judged) return drop(judged.refused, `Of the judge ${judge.model}: ${judged.detail}`);
      const criteria = judged.verdicts[cell.language]!;
      const bettered = betterPair(input, pairs, judged.improvement);
      const score = scoreOf(criteria);
      const judgement = {
        ...{ completionId: judged.completionId, score, criteria, improvement: judged.improvement },
        ...{ improved: bettered.pair !== null, refusedBecause: bettered.refused },
      };
      if (bettered.pair) return keep({ pair: bettered.pair, judgement });
      if (score >= settings.minScore) return keep({ pair, judgement });
      const because = `${judge.model} gives it ${score} of 5, and ${settings.minScore} is the least.`;
      return drop('low-score', because, { judgement });
    },
  };
}

/** The pairs that a draft makes: of each language that its task has a cell in, and that passes the checks. */
function pairsOf(input: JudgeInput, standing: Improvement | null): Map<Language, Pair> {
  const pairs = new Map<Language, Pair>();
  for (const language of languageSchema.options) {
    if (!input.languages.includes(language)) continue;
    const outcome = outcomeIn(language, input, standing);
    if (outcome.kept && outcome.outputs.pair) pairs.set(language, outcome.outputs.pair);
  }
  return pairs;
}

const outcomeIn = (language: Language, input: ValidateInput, instead: Improvement | null) =>
  validate({ ...input, cell: { ...input.cell, language }, draft: { ...input.draft, ...instead } });

function whyNone(input: JudgeInput): string {
  const outcome = outcomeIn(input.cell.language, input, input.standing);
  return outcome.kept
    ? 'its language is none of its task.'
    : `its draft no longer passes the checks. ${outcome.detail}`;
}

type Bettered = { pair: Pair | null; refused: Extract<ReturnType<typeof validate>, { kept: false }>['reason'] | null };

/** The pair of an improvement. It passes in every language that was judged or in none, since both have to say the same. */
function betterPair(input: JudgeInput, pairs: ReadonlyMap<Language, Pair>, improvement: Improvement | null): Bettered {
  if (!improvement) return { pair: null, refused: null };
  const better = new Map<Language, Pair>();
  for (const language of pairs.keys()) {
    const outcome = outcomeIn(language, input, improvement);
    if (!outcome.kept) return { pair: null, refused: outcome.reason };
    better.set(language, outcome.outputs.pair!);
  }
  const isSame = [...better].every(([language, { thought, output }]) => {
    const judged = pairs.get(language)!;
    return thought === judged.thought && JSON.stringify(output) === JSON.stringify(judged.output);
  });
  return { pair: isSame ? null : better.get(input.cell.language)!, refused: null };
}
