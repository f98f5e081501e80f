import type { Config } from '../config.ts';
import { SetupError } from '../errors.ts';
import type { Completions } from './completions.ts';
import type { Shared } from './limits/endpoint-health.ts';
import type { Teacher } from './teacher.ts';

/**
 * The teacher that the configuration names; `auto` is the endpoint where one is set, else the rules. Without `shared` it
 * keeps no limits with other workers.
 */
export async function openTeacher(
  config: Config,
  completions: Completions,
  stop: AbortSignal,
  shared?: Shared,
): Promise<Teacher> {
  const hasEndpoint = config.openaiBaseUrl !== null || config.openaiApiKey !== null;
  if (config.teacher === 'openai' && !hasEndpoint)
    throw new SetupError(
      'The openai teacher needs an endpoint: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own (such as http://127.0.0.1:11434/v1), or use --teacher rules.',
    );
  const openai = config.teacher === 'openai' || (config.teacher === 'auto' && hasEndpoint);
  if (openai) return new (await import('./openai/openai-teacher.ts')).OpenaiTeacher(config, completions, stop, shared);
  return new (await import('./rules/rules-teacher.ts')).RulesTeacher(completions);
}
