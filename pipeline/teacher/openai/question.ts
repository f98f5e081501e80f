import type { EndpointTraits } from '../../ledger/endpoints.ts';
import type { Language } from '../../records.ts';
import type { CompletionRequest } from '../completions.ts';
import type { Message } from './messages.ts';
import type { QuirkName } from './quirks.ts';
import type { ServerName } from './servers.ts';

/** Forms of answers, the strictest first. */
export const outputModes = ['json-schema', 'json-object', 'text'] as const;
export type OutputMode = (typeof outputModes)[number];

/** What is asked: all that decides the answer, but for the model. */
export interface Question {
  messages: readonly Message[];
  /** Of the messages; what is added to them is in it. English where left out. */
  promptLanguage?: Language;
  schemaName: string;
  /** What it is asked for, for the metrics. */
  purpose?: CompletionRequest['purpose'];
  schema: Record<string, unknown>;
  /** Tokens that the answer may have. */
  maxOutputTokens: number;
  /** Set where its thinking has used up the whole answer before. */
  thinkLess?: boolean;
}

/** How a question differs where it is asked again. */
export type Again = Partial<Pick<Question, 'maxOutputTokens' | 'thinkLess'>>;

/** How a model is asked at one moment; a call goes by it from its sending to what is learned of its answer. */
export interface Way extends EndpointTraits {
  readonly mode: OutputMode;
  readonly quirks: readonly QuirkName[];
  readonly server: ServerName | null;
}
