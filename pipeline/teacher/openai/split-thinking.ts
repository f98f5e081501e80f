const names = 'think|thinking|thought|reasoning';
const opening = new RegExp(`^\\s*(?:<(?:${names})>|\\[THINK\\])`, 'i');
const closing = new RegExp(`(?:</(?:${names})>|\\[/THINK\\])`, 'gi');
/** What follows it is the answer, in the format of gpt-oss. */
const finalChannel = '<|channel|>final<|message|>';

/**
 * What a reasoning model thought aloud, apart from its answer: in tags, with the closing tag alone where the template
 * has opened it, or never closed where it was cut, which leaves no answer.
 */
export function splitThinking(content: string): { thinking: string | null; answer: string } {
  const channel = content.lastIndexOf(finalChannel);
  if (channel >= 0) return parts(content.slice(0, channel), content.slice(channel + finalChannel.length));
  // A tag within a whole JSON answer is a word of the article.
  if (isJson(content)) return { thinking: null, answer: content };
  const last = [...content.matchAll(closing)].at(-1);
  const isOpened = opening.test(content);
  if (last && (isOpened || !content.slice(0, last.index).trimStart().startsWith('{')))
    return parts(content.slice(0, last.index), content.slice(last.index + last[0].length));
  return isOpened ? parts(content, '') : { thinking: null, answer: content };
}

const marks = new RegExp(`</?(?:${names})>|\\[/?THINK\\]|<\\|[a-z_]+\\|>(?:analysis|assistant)?`, 'gi');

const parts = (thinking: string, answer: string) => ({
  thinking: thinking.replace(marks, '').trim() || null,
  answer: answer.replace(/<\|[a-z_]+\|>\s*$/, '').trim(),
});

function isJson(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
