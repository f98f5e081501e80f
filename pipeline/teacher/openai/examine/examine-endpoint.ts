import type { Config } from '../../../config.ts';
import { messageOf } from '../../../errors.ts';
import type { LedgerDatabase } from '../../../ledger/ledger.ts';
import { sortCallError } from '../endpoint-errors.ts';
import { Ladder } from '../ladder.ts';
import { addressOf, openaiClient } from '../openai-client.ts';
import type { OutputMode } from '../question.ts';
import { quirks } from '../quirks.ts';
import { servers } from '../servers.ts';
import { closestNames } from './closest-names.ts';
import { findContextLength } from './context-length.ts';
import { type ListedModel, type Listing, listModels } from './list-models.ts';
import { probeMode } from './probe-mode.ts';
import { type Sample, type SampleCall, trySample } from './sample-answer.ts';
import { speedOf, usageFieldsOf } from './usage-of-calls.ts';

/** One thing that was looked at. */
export interface Finding {
  what: string;
  /** Whether one can work with it. */
  ok: boolean;
  /** What a person should know all the same. */
  warning?: true;
  found: string;
  /** The figures in it, for programs. */
  value?: unknown;
}

const modeNames: Record<OutputMode, string> = {
  'json-schema': 'strict JSON schema',
  'json-object': 'JSON mode, without a schema: it is put into the prompt',
  text: 'plain text only: the schema is put into the prompt, and more answers will need a repair',
};

/** Tokens of context below which many articles do not fit beside their answer. */
const shortContext = 12_000;

/**
 * Probes a model at its endpoint, by six calls or so, and says what was found: whether it can be reached, knows the
 * model, gives structured output, what it reports, its context, its speed, and whether a sample answer passes the checks.
 * What was found of its ways is remembered in the ledger, where there is one.
 */
export async function examineEndpoint(config: Config, db: LedgerDatabase | null): Promise<Finding[]> {
  const findings: Finding[] = [];
  const address = addressOf(config);
  let listing: Listing;
  try {
    listing = await listModels(config);
  } catch (error) {
    return [{ what: 'endpoint', ok: false, found: `${address}: ${messageOf(error)}` }];
  }
  const title = (name: string | undefined | null) => servers.find((server) => server.name === name)?.title;
  const kind = title(listing.server?.name);
  findings.push({
    what: 'endpoint',
    ok: true,
    found: `${address}${kind ? ` (${kind})` : ''}, answers in ${listing.milliseconds} ms`,
  });
  findings.push(modelFinding(config.model, listing.models));

  const ladder = new Ladder(db, { endpoint: address, model: config.model });
  const listed = listing.models?.find(({ id }) => id === config.model);
  const context = await findContextLength(config, config.model, listed);
  await ladder.note({
    ...(context && { contextLength: context.tokens }),
    ...(listing.server && { server: listing.server.name }),
  });
  try {
    const client = openaiClient(config);
    const { mode, milliseconds } = await probeMode(
      client,
      ladder,
      config.temperature,
      config.callTimeoutSeconds * 1000,
    );
    findings.push({
      ...{ what: 'structured output', ok: true, ...(mode !== 'json-schema' && { warning: true as const }) },
      ...{ found: `${modeNames[mode]}; a tiny call takes ${milliseconds} ms`, value: { mode, milliseconds } },
    });
  } catch (error) {
    return [
      ...findings,
      { what: 'chat completions', ok: false, found: refusalOf(error, config.model, address, listing.models) },
    ];
  }
  const way = await ladder.way();
  const advice = servers.find(({ name }) => name === way.server);
  findings.push(contextFinding(context, advice?.longerContext));
  const found = quirks.filter(({ name }) => way.quirks.includes(name));
  if (found.length > 0)
    findings.push({ what: 'quirks', ok: true, found: found.map(({ about }) => about).join('; '), value: way.quirks });
  return [...findings, ...(await sampleFindings(config, db))];
}

function modelFinding(model: string, models: ListedModel[] | null): Finding {
  const base = { what: 'model', ok: true } as const;
  if (!models) return { ...base, warning: true, found: `${model}; the endpoint has no list of models` };
  if (models.some(({ id }) => id === model)) return { ...base, found: `${model}, one of ${models.length}` };
  return {
    ...base,
    warning: true,
    found: `${model} is not in its list of ${models.length}.${likeIt(model, models)}`,
  };
}

function likeIt(model: string, models: ListedModel[] | null): string {
  const names = (models ?? []).map(({ id }) => id);
  const close = closestNames(model, names);
  if (close.length > 0) return ` Did you mean ${close.join(', ')}?`;
  return names.length > 0 && names.length <= 5 ? ` It has ${names.join(', ')}.` : '';
}

function refusalOf(error: unknown, model: string, address: string, models: ListedModel[] | null): string {
  const sorted = sortCallError(error, `The endpoint at ${address}`, (error as Error)?.name === 'TimeoutError');
  if ('missingModel' in sorted)
    return `it knows no model "${model}", or has no chat completions there (HTTP 404).${likeIt(model, models)}`;
  return 'trouble' in sorted ? `${sorted.trouble.sentence} ${sorted.trouble.advice}` : messageOf(sorted.error);
}

function contextFinding(context: { tokens: number; from: string } | null, longer: string | undefined): Finding {
  const what = 'context length';
  const how = longer ? ` To make it longer, ${longer}.` : '';
  if (!context) return { what, ok: true, warning: true, found: `unknown.${how}` };
  const found = `${context.tokens} tokens (${context.from})`;
  if (context.tokens >= shortContext) return { what, ok: true, found, value: context.tokens };
  return { what, ok: true, warning: true, found: `${found}: long articles will not fit.${how}`, value: context.tokens };
}

async function sampleFindings(config: Config, db: LedgerDatabase | null): Promise<Finding[]> {
  const warnings: string[] = [];
  const calls: SampleCall[] = [];
  let sample: Sample;
  try {
    sample = await trySample(config, db, calls, (line) => warnings.push(line));
  } catch (error) {
    const where = `after ${calls.length} answered call${calls.length === 1 ? '' : 's'}: ${messageOf(error)}`;
    return [...(calls.length > 0 ? [speedOf(calls)] : []), { what: 'sample answer', ok: false, found: where }];
  }
  const { chosen, selection, task, results } = sample;
  const passed = results.filter(({ pair }) => pair);
  const failures = results.filter(({ failure }) => failure).map(({ language, failure }) => `${language}: ${failure}`);
  const isRepaired = calls.some(({ purpose }) => purpose === 'repair') ? ', after a repair' : '';
  return [
    ...warnings.map((found): Finding => ({ what: 'warning', ok: true, warning: true, found })),
    usageFieldsOf(calls),
    speedOf(calls),
    {
      ...{ what: 'sample selection', ok: selection === null },
      found: selection ?? `${chosen.length} tasks suit the sample report, first ${chosen[0]?.task}`,
    },
    {
      ...{ what: 'sample answer', ok: passed.length > 0, ...(failures.length > 0 && { warning: true as const }) },
      found: `${task}: ${passed.length} of ${results.length} languages pass every check${isRepaired}${failures.length > 0 ? `. ${failures.join('. ')}` : ''}`,
      value: passed.map(({ pair }) => ({ language: pair?.language, thought: pair?.thought, output: pair?.output })),
    },
  ];
}
