import { jsonLines } from './json-lines.ts';
import { questionText, targetText } from './question-text.ts';

/** Conversations as OpenAI's fine-tuning and TRL's SFTTrainer read them. */
export const messages = jsonLines({
  name: 'messages',
  about: 'conversations {"messages": [user, assistant]}, for OpenAI fine-tuning and TRL',
  line: (pair, _, options) => ({
    messages: [
      { role: 'user', content: questionText(pair, options) },
      { role: 'assistant', content: targetText(pair, options) },
    ],
  }),
});
