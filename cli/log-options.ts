import { type LoggerOptions, stdTimeFunctions } from 'pino';
import { type Config, settings } from '../pipeline/config.ts';

/** How lines are logged, wherever they go. */
export const logOptionsOf = (config: Config): LoggerOptions => ({
  ...{ level: config.logLevel, base: null, serializers: { err: loggedError } },
  timestamp: stdTimeFunctions.isoTime,
  hooks: { streamWrite: withoutSecretsOf(config) },
});

/**
 * What a log line says of an error: its kind, its code and where it arose. Not its message: it may cite what was read, or
 * what an endpoint or the database said of it, and that is text of documents. The ledger keeps it for those who may see it.
 */
function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: error.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof status === 'number' && { status }),
    ...(error.cause instanceof Error && { cause: loggedError(error.cause) }),
    stack: frames.slice(0, 12).join('\n'),
  };
}

/** Takes every secret of the configuration out of a line, whatever brought it there. */
function withoutSecretsOf(config: Config): (line: string) => string {
  const secrets = new Set<string>();
  for (const [name, setting] of Object.entries(settings)) {
    const value = config[name as keyof Config];
    if (typeof value !== 'string') continue;
    if ('secret' in setting) secrets.add(value);
    if (URL.canParse(value)) for (const part of passwordsIn(new URL(value))) secrets.add(part);
  }
  // The longest first: an address goes as a whole, before the password in it.
  const all = [...secrets].filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (line) => all.reduce((text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '(secret)'), line);
}

const passwordsIn = ({ password, search }: URL): string[] => [
  ...(password ? [password, decodeURIComponent(password)] : []),
  ...new URLSearchParams(search).values(),
];
