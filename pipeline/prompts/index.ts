import { sha256 } from '../hash.ts';
import { loadPrompt } from './prompt.ts';

/** Every prompt, loaded and checked at start. */
export const prompts = {
  system: loadPrompt('system', []),
  document: loadPrompt('document', ['title', 'blocks']),
  select: loadPrompt('select', ['tasks', 'most']),
  generate: loadPrompt('generate', ['task', 'scope', 'why', 'languages', 'form']),
  repair: loadPrompt('repair', ['problem', 'answer']),
  schema: loadPrompt('schema', ['schema']),
};

/** Names of prompts with version and hash, for manifests. */
export const promptVersions = Object.fromEntries(
  Object.values(prompts).map(({ name, version, hash }) => [name, { version, hash }]),
);

/** The version that cells and pairs carry: of everything a generation call is made of. */
export const generationPromptVersion = `p${sha256(
  [prompts.system, prompts.document, prompts.generate].map(({ name, version }) => `${name} ${version}`).join(),
).slice(0, 8)}`;
