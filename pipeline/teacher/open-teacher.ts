import type { Config } from '../config.ts';
import { SetupError } from '../errors.ts';
import type { Batches } from './batch/open-batches.ts';
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
  shared?: Shared & { batches?: Batches | null },
): Promise<Teacher> {
  const hasEndpoint = config.openaiBaseUrl !== null || config.openaiApiKey !== null;
  if (config.teacher === 'openai' && !hasEndpoint)
    throw new SetupError(
      'The openai teacher needs an endpoint: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own (such as http://127.0.0.1:11434/v1), or use --teacher rules.',
    );
  if (asksEndpoint(config)) {
    const { OpenaiTeacher } = await import('./openai/openai-teacher.ts');
    const asked = shared?.batches?.completions ?? completions;
    return new OpenaiTeacher(config, asked, stop, shared && { ...shared, batch: config.batch });
  }
  return new (await import('./rules/rules-teacher.ts')).RulesTeacher(completions);
}

/** Whether the configured teacher is asked at an endpoint. */
export function asksEndpoint({ teacher, openaiBaseUrl, openaiApiKey }: Config): boolean {
  return teacher === 'openai' || (teacher === 'auto' && (openaiBaseUrl !== null || openaiApiKey !== null));
}
