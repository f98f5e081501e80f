import { sha256 } from '../hash.ts';
import { type Language, languageSchema } from '../records.ts';
import { loadPrompt } from './prompt.ts';

const promptsOf = (language: Language) => ({
  system: loadPrompt(`${language}/system`, []),
  document: loadPrompt(`${language}/document`, ['title', 'blocks']),
  select: loadPrompt(`${language}/select`, ['tasks', 'most']),
  generate: loadPrompt(`${language}/generate`, ['task', 'scope', 'why', 'languages', 'form']),
  generateSeveral: loadPrompt(`${language}/generate-several`, ['tasks', 'languages', 'forms']),
  answerObject: loadPrompt(`${language}/answer-object`, []),
  answerText: loadPrompt(`${language}/answer-text`, ['keys', 'lengths']),
  repair: loadPrompt(`${language}/repair`, ['problem', 'answer']),
  judge: loadPrompt(`${language}/judge`, ['task', 'scope', 'languages', 'form']),
  schema: loadPrompt(`${language}/schema`, ['schema']),
  benchChoice: loadPrompt(`${language}/bench-choice`, ['question', 'options', 'input']),
  benchThought: loadPrompt(`${language}/bench-thought`, ['question', 'mark']),
  benchJudge: loadPrompt(`${language}/bench-judge`, []),
  benchPairwise: loadPrompt(`${language}/bench-pairwise`, []),
});
type Prompts = ReturnType<typeof promptsOf>;

const perLanguage = <T>(make: (language: Language) => T) =>
  Object.fromEntries(languageSchema.options.map((language) => [language, make(language)])) as Record<Language, T>;

/** Every prompt, loaded and checked at start. A document is asked about in its own language. */
export const promptsIn: Readonly<Record<Language, Prompts>> = perLanguage(promptsOf);

/** Names of prompts with version and hash, for manifests. */
export const promptVersions = Object.fromEntries(
  Object.values(promptsIn)
    .flatMap((prompts) => Object.values(prompts))
    .map(({ name, version, hash }) => [name, { version, hash }]),
);

/** The version that cells and pairs carry, by the document's language: of everything a generation call is made of. */
export const generationPromptVersions: Readonly<Record<Language, string>> = perLanguage((language) => {
  const { system, document, generate, generateSeveral, answerObject, answerText } = promptsIn[language];
  const parts = [system, document, generate, generateSeveral, answerObject, answerText];
  return `p${sha256(parts.map(({ name, version }) => `${name} ${version}`).join()).slice(0, 8)}`;
});
