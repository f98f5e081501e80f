import type { Message } from './messages.ts';

/** Finish reason of our own: the server has answered to a part of the prompt. */
export const promptCut = 'prompt-cut';

/** Characters that a token stands for at most, in running text: fewer tokens than by these are not the whole of it. */
const charactersPerToken = { han: 2.5, other: 6.5 };

const han = /\p{Script=Han}/gu;

/**
 * Whether the tokens that a server says it has read are too few for these messages. Ollama leaves out the oldest ones
 * where a prompt is longer than its context, the article first, and tells no one (ollama#14259).
 */
export function wasPromptCut(messages: readonly Message[], usage: Record<string, unknown> | null): boolean {
  const read = usage?.prompt_tokens;
  if (typeof read !== 'number' || read <= 0) return false;
  const least = messages.reduce((sum, { content }) => {
    const chinese = content.match(han)?.length ?? 0;
    return sum + chinese / charactersPerToken.han + (content.length - chinese) / charactersPerToken.other;
  }, 0);
  return read < least;
}
