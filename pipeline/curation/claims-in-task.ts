import { availableParallelism } from 'node:os';
import type { Language } from '../records.ts';
import type { Claims } from './claims.ts';
import { nearTexts } from './novelty.ts';
import { answerOf, requestOf } from './pair-texts.ts';
import type { CandidatePair } from './read-candidates.ts';
import { TokenNumbers } from './token-numbers.ts';

/**
 * Tokens from which on equal answers count as duplicates: words in English, characters in Chinese. Shorter ones are labels
 * and names, which different texts rightly share.
 */
export const leastAnswerTokens: Readonly<Record<Language, number>> = { en: 12, zh: 24 };

/** What the pairs of one task and language claim: their requests, and their answers where these are long. */
export class ClaimsInTask {
  readonly #language: Language;
  readonly #claims: Claims;
  readonly #tokens = new TokenNumbers();
  readonly #requests = new Map<string, { claim: number; tokens: Int32Array }>();
  readonly #answers = new Map<string, number>();

  constructor(language: Language, claims: Claims) {
    this.#language = language;
    this.#claims = claims;
  }

  /** The claims of a pair. */
  of(pair: CandidatePair): number[] {
    const tokens = this.#tokens.of(requestOf(pair));
    const key = keyOf(tokens);
    let request = this.#requests.get(key);
    if (!request) {
      request = { claim: this.#claims.make('near-duplicate-instruction'), tokens };
      this.#requests.set(key, request);
    }
    const answerTokens = this.#tokens.of(answerOf(pair));
    if (answerTokens.length < leastAnswerTokens[this.#language]) return [request.claim];
    const answerKey = keyOf(answerTokens);
    const answer = this.#answers.get(answerKey) ?? this.#claims.make('duplicate-answer');
    this.#answers.set(answerKey, answer);
    return [request.claim, answer];
  }

  /** Links the requests that are near each other. */
  async end(threshold: number): Promise<void> {
    const requests = [...this.#requests.values()];
    const near = await nearTexts(
      requests.map(({ tokens }) => tokens),
      threshold,
      { vocabulary: this.#tokens.size, threads: Math.min(4, availableParallelism()) },
    );
    for (const [at, score] of near.scores.entries())
      this.#claims.link(requests[near.first[at]!]!.claim, requests[near.second[at]!]!.claim, score);
  }
}

const keyOf = (tokens: Int32Array) =>
  Buffer.from(tokens.buffer, tokens.byteOffset, tokens.byteLength).toString('latin1');
