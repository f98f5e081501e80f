import OpenAI from 'openai';
import { FailRecordError, messageOf, StopRunError } from '../../errors.ts';
import type { Trouble } from '../limits/trouble.ts';

/** What a call ended with: the model is not there, the endpoint has trouble, or an error to be thrown as it is. */
export type CallFailure = { missingModel: true } | { trouble: Trouble } | { error: StopRunError | FailRecordError };

/** Statuses by which a gateway says that there is no one behind it: no request is to blame for that. */
const nobodyThere = new Set([502, 503, 529]);
const nothingListens = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const missingModelCodes = new Set(['model_not_found', 'model_decommissioned']);

/** Sorts what a call threw by what must happen next. `at` names the endpoint, `isLate` says that its deadline has passed. */
export function sortCallError(error: unknown, at: string, isLate: boolean): CallFailure {
  const root = rootOf(error);
  if (root instanceof FailRecordError) return { error: root };
  if (error instanceof OpenAI.AuthenticationError || error instanceof OpenAI.PermissionDeniedError)
    return stop(`${at} refuses the key (HTTP ${error.status}). Check OPENAI_API_KEY; then run again.`);
  if (error instanceof OpenAI.APIError && isMissingModel(error)) return { missingModel: true };
  if (error instanceof OpenAI.APIError && error.code === 'insufficient_quota')
    return stop(`${at} says that the account has no credit left. Add some, then run again.`);
  const trouble = troubleOf(error, at, isLate);
  if (trouble) return { trouble };
  if (error instanceof OpenAI.APIError && error.status !== undefined)
    return {
      error: new FailRecordError(`${at} refuses the request: HTTP ${error.status} ${messageOf(error).slice(0, 300)}`),
    };
  const what = messageOf(error).slice(0, 300);
  const unreadable = failing(`sent something unreadable: ${what}`, `${at} sent something unreadable: ${what}`);
  return { trouble: { ...unreadable, kind: 'unusable' } };
}

function troubleOf(error: unknown, at: string, isLate: boolean): Trouble | null {
  if (error instanceof OpenAI.RateLimitError)
    return {
      ...{ kind: 'busy', error: 'HTTP 429', sentence: `${at} answered HTTP 429.`, advice: whenWell },
      ...{ mayBeItsFault: false, headers: error.headers },
    };
  if (error instanceof OpenAI.APIError && (error.status ?? 0) >= 500) {
    const trouble = failing(`HTTP ${error.status}`, `${at} answered HTTP ${error.status}.`);
    return {
      ...trouble,
      mayBeItsFault: !nobodyThere.has(error.status ?? 0),
      ...(error.headers && { headers: error.headers }),
    };
  }
  if (isLate || error instanceof OpenAI.APIConnectionTimeoutError)
    return { ...failing('no answer in time', `${at} gave no whole answer in time.`), kind: 'slow' };
  const root = rootOf(error);
  if (nothingListens.has(codeOf(root))) {
    const sentence = `${at} cannot be reached: ${messageOf(root)}.`;
    const advice = 'Start it or correct OPENAI_BASE_URL, then run again; nothing is lost.';
    return { kind: 'unreachable', error: messageOf(root), sentence, advice, mayBeItsFault: false };
  }
  // An answer's error has a code too (`context_length_exceeded`), and is about its request alone.
  const hasAnswered = error instanceof OpenAI.APIError && error.status !== undefined;
  if (error instanceof OpenAI.APIConnectionError || error instanceof TypeError || (!hasAnswered && codeOf(root)))
    return failing(messageOf(root), `${at} broke off: ${messageOf(root)}.`);
  return null;
}

const whenWell = 'Run again when it is well; nothing is lost.';

const failing = (error: string, sentence: string): Trouble => ({
  ...{ kind: 'failing', error, sentence, advice: whenWell, mayBeItsFault: true },
});

/** A 404 may also be an address without chat completions; the sentence for it names both. */
const isMissingModel = ({ status, code }: { status: number | undefined; code?: string | null | undefined }) =>
  status === 404 || status === 410 || (status === 400 && missingModelCodes.has(code ?? ''));

function stop(message: string): CallFailure {
  return { error: new StopRunError(message) };
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  return error instanceof Error && error.cause ? rootOf(error.cause) : error;
}
