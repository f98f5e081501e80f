import { promptsIn } from '../../prompts/index.ts';
import { estimateTokens } from '../limits/estimate-tokens.ts';
import type { OutputMode, Question, Way } from './question.ts';
import { type ChatBody, quirks } from './quirks.ts';
import { servers } from './servers.ts';

/** The request for a question, as this model wants to be asked; the schema is put into the prompt where it is not enforced. */
export function requestBody(model: string, way: Way, question: Question, temperature: number): ChatBody {
  const { schemaName, schema, thinkLess } = question;
  const inPrompt =
    way.mode === 'json-schema' || !schema.type
      ? ''
      : `\n\n${promptsIn[question.promptLanguage ?? 'en'].schema.render({ schema: JSON.stringify(schema) })}`;
  const last = question.messages.length - 1;
  const body: ChatBody = {
    model,
    messages: question.messages.map((message, index) => ({
      ...message,
      content: message.content + (index === last ? inPrompt : ''),
    })),
    temperature,
    max_tokens: roomFor(way, question),
    ...formOf(way.mode, schemaName, schema),
    ...(thinkLess && servers.find(({ name }) => name === way.server)?.thinkLess),
  };
  return quirks.filter(({ name }) => way.quirks.includes(name)).reduce((changed, quirk) => quirk.change(changed), body);
}

/** Tokens that the answer may have, as far as is known: no more than fit beside the prompt. */
function roomFor({ contextLength, outputLimit }: Way, { messages, maxOutputTokens }: Question): number {
  const most = Math.min(maxOutputTokens, outputLimit ?? Infinity);
  if (contextLength === null) return most;
  const room = contextLength - messages.reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0);
  // The estimate errs on the high side: where it leaves nothing, the endpoint itself has to say so.
  return room >= 512 ? Math.min(most, room) : most;
}

function formOf(mode: OutputMode, name: string, schema: Record<string, unknown>) {
  if (mode === 'text') return {};
  if (mode === 'json-object') return { response_format: { type: 'json_object' as const } };
  return { response_format: { type: 'json_schema' as const, json_schema: { name, strict: true, schema } } };
}
