import type { Config } from '../../pipeline/config.ts';
import type { CompletionRequest, Completions } from '../../pipeline/teacher/completions.ts';
import type { BenchRecord } from '../score/read-bench.ts';
import { type AnswerLine, answerLine, failedLine } from './answer-line.ts';
import { inTurn } from './in-turn.ts';
import { type QuestionStyle, questionTo } from './question.ts';
import type { EndpointKind, TextEndpoint } from './text-endpoint.ts';
import { untilDone } from './until-done.ts';

export interface AnswerSettings {
  config: Pick<Config, 'model' | 'temperature' | 'maxOutputTokens' | 'maxAttempts' | 'callConcurrency'>;
  style: QuestionStyle;
  endpointKind: EndpointKind;
}

export interface AnswerParts {
  completions: Pick<Completions, 'get' | 'stored'>;
  endpoint: Pick<TextEndpoint, 'ask'>;
  /** Given from outside, or by the first call that ends the run: no further record is begun then. */
  abort: AbortController;
  /** Told how many records are answered. */
  onAnswered?: (answered: number) => void;
}

/** Answers by record, in the order of the bench; null for those that were not reached. */
export interface BenchAnswers {
  lines: (AnswerLine | null)[];
  /** Records whose answers were stored before. */
  replayed: number;
  /** What ended it before the last record. */
  stopped: unknown;
}

/**
 * Puts each record of a bench to a model, in one call. Answers are stored when they come, and asked for no more; a call
 * that fails is tried again, as often as the configuration says where it is the record's own fault.
 */
export async function answerBench(
  records: readonly BenchRecord[],
  { config, style, endpointKind }: AnswerSettings,
  { completions, endpoint, abort, onAnswered = () => {} }: AnswerParts,
): Promise<BenchAnswers> {
  const { model, temperature, maxOutputTokens } = config;
  const requests = records.map((record) => {
    const message = questionTo(record, style);
    const request: CompletionRequest = {
      ...{ model, purpose: 'bench', documentId: `bench:${record.id}`, maxOutputTokens },
      key: [[message], temperature, maxOutputTokens, style, endpointKind],
      serves: { tasks: ['bench'], languages: [record.language] },
    };
    return { record, message, request };
  });
  const stored = await Promise.all(requests.map(({ request }) => completions.stored(request)));
  const lines = stored.map((completion, index) =>
    completion ? answerLine(records[index]!, model, style, completion) : null,
  );
  const replayed = lines.filter(Boolean).length;
  let answered = replayed;
  onAnswered(answered);

  const answer = async ({ record, message, request }: (typeof requests)[number]): Promise<AnswerLine> => {
    const answered = await untilDone(abort.signal, config.maxAttempts, () =>
      completions.get(request, () => endpoint.ask(message)),
    );
    return typeof answered === 'string'
      ? failedLine(record, model, style, answered)
      : answerLine(record, model, style, answered);
  };
  const open = [...requests.keys()].filter((index) => lines[index] === null);
  // A few more than calls may be under way, so that none waits while an answer is being read.
  const stopped = await inTurn(open, 2 * config.callConcurrency, abort, async (index) => {
    lines[index] = await answer(requests[index]!);
    onAnswered(++answered);
  });
  return { lines, replayed, stopped };
}
