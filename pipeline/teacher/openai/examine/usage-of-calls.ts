import type { Finding } from './examine-endpoint.ts';
import type { SampleCall } from './sample-answer.ts';

type Usage = Record<string, unknown> | null;

/** What is reported of tokens, and where; several names are in use for those that were cached. */
const fields: [name: string, read: (usage: NonNullable<Usage>) => unknown][] = [
  ['prompt', (usage) => usage.prompt_tokens],
  ['completion', (usage) => usage.completion_tokens],
  ['cached', (usage) => within(usage.prompt_tokens_details, 'cached_tokens') ?? usage.prompt_cache_hit_tokens],
  ['reasoning', (usage) => within(usage.completion_tokens_details, 'reasoning_tokens')],
];

/** Which kinds of tokens the endpoint reports: without prompt and completion, spend is estimated. */
export function usageFieldsOf(calls: readonly SampleCall[]): Finding {
  const usages = calls.map(({ usage }) => usage).filter((usage) => usage !== null);
  const present = fields
    .filter(([, read]) => usages.some((usage) => typeof read(usage) === 'number'))
    .map(([name]) => name);
  const missing = fields.map(([name]) => name).filter((name) => !present.includes(name));
  const isEnough = present.includes('prompt') && present.includes('completion');
  const found = [
    present.length > 0 ? `${present.join(', ')} tokens` : 'nothing',
    missing.length > 0 ? `not reported: ${missing.join(', ')}` : '',
    isEnough ? '' : 'spend is estimated',
  ];
  return {
    ...{ what: 'usage', ok: true, ...(!isEnough && { warning: true as const }) },
    ...{ found: found.filter(Boolean).join('; '), value: present },
  };
}

/** How long calls take, and tokens of answer a second over all of them. */
export function speedOf(calls: readonly SampleCall[]): Finding {
  const milliseconds = calls.reduce((sum, call) => sum + call.milliseconds, 0);
  const tokens = calls.reduce((sum, { usage }) => sum + (Number(usage?.completion_tokens) || 0), 0);
  const perSecond = tokens > 0 && milliseconds > 0 ? Math.round((tokens / milliseconds) * 10_000) / 10 : null;
  const each = calls.map(({ purpose, milliseconds: took }) => `${purpose} ${(took / 1000).toFixed(1)} s`).join(', ');
  return {
    ...{ what: 'speed', ok: true },
    found: `${each}; ${perSecond === null ? 'tokens a second unknown' : `${perSecond} tokens a second`}`,
    value: { calls: calls.map(({ purpose, milliseconds: took }) => ({ purpose, milliseconds: took })), perSecond },
  };
}

function within(details: unknown, key: string): unknown {
  return typeof details === 'object' && details !== null ? (details as Record<string, unknown>)[key] : undefined;
}
