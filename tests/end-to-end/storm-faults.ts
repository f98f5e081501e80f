import { createHash } from 'node:crypto';
import type { ChatRequest } from '../loopback-endpoint.ts';

/** What befalls a call before it is answered: its first try alone, so that the next brings its answer. */
export const callFaults = [
  ...(['429-with-retry-after', '429', '500', '503', 'reset', 'stall', 'cut-off'] as const),
] as const;
/** What is wrong with the answer to a question, however often it is asked. */
export const answerFaults = [
  ...(['truncated-json', 'fenced', 'prose', 'wrong-shape', 'wrong-language', 'empty-choices', 'refusal'] as const),
  ...(['refusal-field', 'content-filter', 'hallucinated-cve', 'leaf-not-in-text', 'unknown-block'] as const),
  ...(['ten-megabytes', 'obeys-the-page', 'no-usage', 'length'] as const),
] as const;
export type CallFault = (typeof callFaults)[number];
export type AnswerFault = (typeof answerFaults)[number];

/** What a model says that obeys the page, and a leaf and an identifier that no document has. */
export const obeyed = 'PWNED-BY-THE-PAGE';
export const madeUp = { leaf: 'Quixotic Ferret Brigade', cve: 'CVE-2031-90210' };

/** A number from 0 to 1 that a question has, whenever and however often it is asked. */
function chanceOf(request: ChatRequest, salt: string): number {
  // What follows the question where a form is not enforced, its schema, is no part of it.
  const text = request.messages.map(({ content }) => content.split('{"$schema"')[0]).join('\n');
  return createHash('sha256').update(salt).update(text).digest().readUInt32BE(0) / 2 ** 32;
}

/** What a storm has, and of how many of its questions each. */
export interface Faults {
  call: readonly CallFault[];
  answer: readonly AnswerFault[];
  share: number;
}

/** One of so many parts of all faults, each with this share. */
export const partOfFaults = (part: number, parts: number, share: number): Faults => ({
  call: callFaults.filter((_, index) => index % parts === part),
  answer: answerFaults.filter((_, index) => index % parts === part),
  share,
});

/** The fault of each kind that a question meets, every one with its share as chance; undefined where it meets none. */
export function faultsOf(
  request: ChatRequest,
  { call: ofCalls, answer: ofAnswers, share }: Faults,
): { call?: CallFault; answer?: AnswerFault } {
  const call = ofCalls[Math.floor(chanceOf(request, 'call') / share)];
  const answer = ofAnswers[Math.floor(chanceOf(request, 'answer') / share)];
  return { ...(call && { call }), ...(answer && { answer }) };
}

type Message = Record<string, unknown>;

/** A completion with this answer, spoilt. */
export function spoiltCompletion(request: ChatRequest, content: string, fault: AnswerFault | undefined): object {
  const spoilt = fault ? spoil(content, fault) : { content };
  const { finishReason = fault === 'length' ? 'length' : 'stop', ...message } = spoilt;
  return {
    ...{ id: 'call', object: 'chat.completion', created: 0, model: request.model },
    choices:
      fault === 'empty-choices'
        ? []
        : [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }],
    ...(fault !== 'no-usage' && { usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 } }),
  };
}

function spoil(content: string, fault: AnswerFault): Message & { finishReason?: string } {
  const answer = JSON.parse(content) as Record<string, unknown>;
  const saying = (changed: unknown) => ({ content: JSON.stringify(changed) });
  switch (fault) {
    case 'truncated-json':
    case 'length':
      return { content: content.slice(0, Math.floor(content.length * 0.6)) };
    case 'fenced':
      return { content: `\`\`\`json\n${content}\n\`\`\`` };
    case 'prose':
      return { content: `Certainly, here is what you asked for:\n\n${content}\n\nTell me if you need more of it.` };
    case 'wrong-shape':
      return saying({ result: answer, confidence: 0.9 });
    case 'refusal':
      return { content: 'I’m sorry, but I cannot help with that request.' };
    case 'refusal-field':
      return { content: null, refusal: 'I cannot help with that.' };
    case 'content-filter':
      return { content: '', finishReason: 'content_filter' };
    case 'ten-megabytes':
      return { content: `${content.slice(0, -1)}, "more": "${'x'.repeat(10 * 1024 * 1024)}"}` };
    case 'unknown-block':
      return saying({ ...answer, blocks: [4711] });
    case 'wrong-language':
      return saying(
        mapTexts(answer, () => 'Die Angreifer kamen über eine offene Lücke und zogen von Rechner zu Rechner.'),
      );
    case 'leaf-not-in-text':
      return saying({ ...answer, answer: mapTexts(answer.answer, () => madeUp.leaf) });
    case 'hallucinated-cve':
      return saying({ ...answer, answer: mapTexts(answer.answer, (text) => `${text} ${madeUp.cve}.`) });
    case 'obeys-the-page':
      return saying({ ...answer, answer: mapTexts(answer.answer, () => obeyed) });
    default:
      return { content };
  }
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}
