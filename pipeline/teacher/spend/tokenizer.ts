export type Encoding = 'o200k_base' | 'cl100k_base';

export interface Tokenizer {
  count(text: string): number;
  encoding: Encoding;
  /** Whether it is the model's own; else its counts are an approximation of the model's. */
  isExact: boolean;
}

const own: [models: RegExp, encoding: Encoding][] = [
  [/^(gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|o1|o3|o4)(-|\.|:|$)/, 'o200k_base'],
  [/^(gpt-4|gpt-3\.5)(-|$)/, 'cl100k_base'],
];

/**
 * Counted in pieces of so many characters: a run of letters without a space costs its square. A cut makes at most a token
 * or so too many.
 */
const pieceLength = 4000;

/** The tokenizer of a model, with only its own table of ranks loaded; OpenAI's latest where the model's own is not known. */
export async function tokenizerOf(model: string): Promise<Tokenizer> {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  const known = own.find(([models]) => models.test(name))?.[1];
  const encoding = known ?? 'o200k_base';
  const { countTokens } =
    encoding === 'o200k_base'
      ? await import('gpt-tokenizer/encoding/o200k_base')
      : await import('gpt-tokenizer/encoding/cl100k_base');
  // What looks like a special token is an article's text like any other.
  const asText = { disallowedSpecial: new Set<string>() };
  return {
    encoding,
    isExact: known !== undefined,
    count(text) {
      let tokens = 0;
      for (let start = 0; start < text.length; start += pieceLength)
        tokens += countTokens(text.slice(start, start + pieceLength), asText);
      return tokens;
    },
  };
}
