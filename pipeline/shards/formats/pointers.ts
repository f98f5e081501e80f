import { sha256 } from '../../hash.ts';
import { jsonLines } from './json-lines.ts';
import { extendedRecord } from './sevenllm-extended.ts';

/**
 * The extended record without the article's text: where it stands, and the hash by which `hydrate` knows it again. What
 * instruction, thought and answer quote of it stays: names and indicators, short passages at most.
 */
export const pointers = jsonLines({
  name: 'pointers',
  about: "the extended record without the articles' text: address, hash, blocks; `sevenllm hydrate` restores it",
  pathOf: (split, language) => `sevenllm-pointers-${split}-${language}`,
  line: (pair, number) => {
    const { input, ...rest } = extendedRecord(pair, number);
    return { ...rest, input_sha256: sha256(input), input_length: input.length };
  },
});
