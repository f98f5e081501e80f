import type { Logger } from 'pino';
import type { Config } from '../../pipeline/config.ts';
import { type SpendRow, spendBy } from '../../pipeline/ledger/spend.ts';
import { readBench } from '../score/read-bench.ts';
import { type AnswerSettings, answerBench } from './answer-bench.ts';
import type { AnswerLine, FailureReason } from './answer-line.ts';
import { pickRecords } from './pick-records.ts';
import { TextEndpoint } from './text-endpoint.ts';
import { withCalls } from './with-calls.ts';
import { writeAside } from './write-aside.ts';

export interface BenchRunRequest extends Omit<AnswerSettings, 'config'> {
  config: Config;
  benchFile: string;
  out: string;
  tasks?: readonly string[] | undefined;
  /** Records at most. */
  limit?: number | undefined;
}

/** What a run has come to, for the screen and as JSON. */
export interface BenchRunReport {
  model: string;
  out: string;
  records: number;
  /** Records with a line, failures included. */
  answered: number;
  /** Of them those whose answers were stored before this run. */
  replayed: number;
  /** Answers that are empty, by reason; the first few of each by id. */
  failures: Partial<Record<FailureReason, { count: number; ids: AnswerLine['id'][] }>>;
  /** Answers without the paper's mark, where thought was asked for: all of each counts as answer. */
  unmarked: number;
  /** What this run's calls used and cost. */
  spend: Pick<SpendRow, 'calls' | 'input' | 'output' | 'reasoning' | 'cost' | 'unpriced'> | null;
}

/**
 * Has a model answer a bench and writes the answers file once every record has its line. Where the run is stopped before,
 * by `signal` or by an error that it returns, what was answered is stored and the next run goes on with the rest.
 */
export async function runBench(
  { config, benchFile, out, tasks, limit, ...settings }: BenchRunRequest,
  { log, signal, onAnswered }: { log: Logger; signal: AbortSignal; onAnswered?: (now: number, of: number) => void },
): Promise<{ report: BenchRunReport; stopped: unknown }> {
  const records = pickRecords(await readBench(benchFile), { tasks, limit });
  return withCalls(
    { config, command: 'bench run', log, signal },
    async ({ db, runId, shared, abort, completionsFor }) => {
      const { lines, replayed, stopped } = await answerBench(
        records,
        { ...settings, config },
        {
          completions: completionsFor(config),
          endpoint: new TextEndpoint(config, abort.signal, shared, settings.endpointKind),
          abort,
          onAnswered: (now) => onAnswered?.(now, records.length),
        },
      );
      const answered = lines.filter((line) => line !== null);
      if (answered.length === records.length)
        await writeAside(out, answered.map((line) => `${JSON.stringify(line)}\n`).join(''));
      const spent = await spendBy(db, ['run']);
      const report = {
        ...{ model: config.model, out, records: records.length, answered: answered.length, replayed },
        failures: failuresIn(answered),
        unmarked: settings.style.target === 'thought' ? answered.filter(isUnmarked).length : 0,
        spend: spent.find(({ run }) => run === runId) ?? null,
      };
      return { report, stopped: answered.length === records.length ? undefined : stopped };
    },
  );
}

const isUnmarked = ({ reason, thought }: AnswerLine) => reason === undefined && thought === undefined;

function failuresIn(lines: readonly AnswerLine[]): BenchRunReport['failures'] {
  const failures: BenchRunReport['failures'] = {};
  for (const { id, reason } of lines) {
    if (!reason) continue;
    const of = failures[reason] ?? { count: 0, ids: [] };
    failures[reason] = of;
    of.count++;
    if (of.ids.length < 10) of.ids.push(id);
  }
  return failures;
}
