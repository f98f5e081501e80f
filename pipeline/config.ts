import { z } from 'zod';
import { SetupError } from './errors.ts';
import { shownUrl } from './shown-url.ts';

interface Setting {
  schema: z.ZodType;
  /** Environment variable it is read from. */
  env: string;
  default: unknown;
  /** One sentence, printed by `sevenllm config` and in the README's table. */
  about: string;
  /** Never printed, logged or written into a manifest. */
  secret?: true;
}

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const limit = z.coerce.number().positive().nullable();
const names = z
  .union([z.array(z.string().min(1)), z.string().transform((text) => text.split(',').map((name) => name.trim()))])
  .transform((all): readonly string[] => all.filter(Boolean))
  .nullable();
const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1'),
]);
const optionalUrl = (protocols: RegExp) => z.url({ protocol: protocols }).nullable();

/** Every setting there is: name, schema, environment variable, default, one sentence. */
export const settings = {
  home: {
    schema: z.string().min(1),
    env: 'SEVENLLM_HOME',
    default: '.sevenllm',
    about: 'Folder of the embedded database and other state of this project.',
  },
  databaseUrl: {
    schema: optionalUrl(/^postgres(ql)?$/),
    env: 'DATABASE_URL',
    default: null,
    about: 'PostgreSQL to use instead of the embedded one, as postgres://user:password@host:5432/database.',
    secret: true,
  },
  redisUrl: {
    schema: optionalUrl(/^rediss?$/),
    env: 'REDIS_URL',
    default: null,
    about: 'Redis for the queue instead of PostgreSQL, as redis://host:6379.',
    secret: true,
  },
  queuePrefix: {
    schema: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
    env: 'SEVENLLM_QUEUE_PREFIX',
    default: 'sevenllm',
    about: 'Namespace of the queues, so that several projects can share one Redis or PostgreSQL.',
  },
  teacher: {
    schema: z.enum(['auto', 'rules', 'openai']),
    env: 'SEVENLLM_TEACHER',
    default: 'auto',
    about: 'Who answers: the built-in rules, an OpenAI-compatible endpoint, or auto: the endpoint where one is set.',
  },
  openaiBaseUrl: {
    schema: optionalUrl(/^https?$/),
    env: 'OPENAI_BASE_URL',
    default: null,
    about: 'Address of an OpenAI-compatible endpoint, up to and including /v1.',
  },
  openaiApiKey: {
    schema: z.string().min(1).nullable(),
    env: 'OPENAI_API_KEY',
    default: null,
    about: 'Key for the endpoint; local servers usually need none.',
    secret: true,
  },
  model: {
    schema: z.string().min(1),
    env: 'SEVENLLM_MODEL',
    default: 'gpt-4o-mini',
    about: 'Model to ask at the endpoint.',
  },
  batch: {
    schema: flag,
    env: 'SEVENLLM_BATCH',
    default: false,
    about: "Whether questions go to the endpoint's Batch API, at half the price where it gives one, within a day.",
  },
  temperature: {
    schema: z.coerce.number().min(0).max(2),
    env: 'SEVENLLM_TEMPERATURE',
    default: 0.3,
    about: 'Sampling temperature of generation calls.',
  },
  maxOutputTokens: {
    schema: count(64, 200_000),
    env: 'SEVENLLM_MAX_OUTPUT_TOKENS',
    default: 4000,
    about:
      'Most tokens an answer may have; one that is cut is asked for once more with twice as many, then rejected as truncated.',
  },
  callTimeoutSeconds: {
    schema: count(1, 3600),
    env: 'SEVENLLM_CALL_TIMEOUT',
    default: 300,
    about: 'Deadline of one call to the endpoint, its body included, in seconds.',
  },
  callConcurrency: {
    schema: count(1, 4096),
    env: 'SEVENLLM_CALL_CONCURRENCY',
    default: 64,
    about: 'Most calls to the endpoint in flight in one process; it begins with 16 and grows while that helps.',
  },
  maxCost: {
    schema: limit,
    env: 'SEVENLLM_MAX_COST',
    default: null,
    about: 'Most that the calls of all runs of a ledger may cost together, in US dollars; then the run pauses.',
  },
  maxTokens: {
    schema: limit,
    env: 'SEVENLLM_MAX_TOKENS',
    default: null,
    about: 'Most tokens, in and out, that the calls of all runs of a ledger may use together; then the run pauses.',
  },
  prices: {
    schema: z.string().min(1).nullable(),
    env: 'SEVENLLM_PRICES',
    default: null,
    about: 'JSON file with prices of your own by model, in US dollars per million tokens; * stands for any text.',
  },
  requestsPerMinute: {
    schema: limit,
    env: 'SEVENLLM_REQUESTS_PER_MINUTE',
    default: null,
    about:
      'Most calls to a model of the endpoint a minute, over all workers of a ledger; unset, as fast as it lets us.',
  },
  tokensPerMinute: {
    schema: limit,
    env: 'SEVENLLM_TOKENS_PER_MINUTE',
    default: null,
    about: 'Most tokens a minute, in and out, over all workers of a ledger; unset, as fast as it lets us.',
  },
  fallbackModels: {
    schema: names,
    env: 'SEVENLLM_FALLBACK_MODELS',
    default: null,
    about: 'Models asked in this order, separated by commas, where the model is not there or does not answer.',
  },
  judgeModel: {
    schema: z.string().min(1).nullable(),
    env: 'SEVENLLM_JUDGE_MODEL',
    default: null,
    about: 'Model that judges pairs which passed the checks; unset, nobody does.',
  },
  minScore: {
    schema: z.coerce.number().min(1).max(5),
    env: 'SEVENLLM_MIN_SCORE',
    default: 3,
    about: "Least score, 1 to 5, that a judged pair is kept with: its criteria's mean, but at most its faithfulness.",
  },
  judgeBaseUrl: {
    schema: optionalUrl(/^https?$/),
    env: 'SEVENLLM_JUDGE_BASE_URL',
    default: null,
    about: "Address of the judge's endpoint, up to and including /v1; unset, the teacher's.",
  },
  judgeApiKey: {
    schema: z.string().min(1).nullable(),
    env: 'SEVENLLM_JUDGE_API_KEY',
    default: null,
    about: "Key for the judge; unset, the teacher's where they share an endpoint.",
    secret: true,
  },
  languages: {
    schema: z.enum(['both', 'source', 'en', 'zh']),
    env: 'SEVENLLM_LANGUAGES',
    default: 'both',
    about: 'Languages of the pairs: both from one call, that of the document (the paper), or one.',
  },
  cellsPerCall: {
    schema: count(1, 28),
    env: 'SEVENLLM_CELLS_PER_CALL',
    default: 1,
    about: 'Tasks of one document that one call answers, each in all its languages.',
  },
  understanding: {
    schema: count(0, 50),
    env: 'SEVENLLM_UNDERSTANDING',
    default: 4,
    about: 'Most understanding tasks chosen per document.',
  },
  generation: {
    schema: count(0, 50),
    env: 'SEVENLLM_GENERATION',
    default: 3,
    about: 'Most generation tasks chosen per document.',
  },
  minimumFit: {
    schema: z.coerce.number().min(0).max(1),
    env: 'SEVENLLM_MINIMUM_FIT',
    default: 0.5,
    about: 'Least fit of a task, 0 to 1, for it to be chosen.',
  },
  validationShare: {
    schema: z.coerce.number().min(0).max(0.5),
    env: 'SEVENLLM_VALIDATION_SHARE',
    default: 0.02,
    about: 'Share of the documents whose pairs are kept out of training for validation.',
  },
  benchShare: {
    schema: z.coerce.number().min(0).max(0.5),
    env: 'SEVENLLM_BENCH_SHARE',
    default: 0.02,
    about: 'Share of the documents whose pairs are held out for the bench, and never exported for training.',
  },
  noveltyThreshold: {
    schema: z.coerce.number().min(0.3).max(1),
    env: 'SEVENLLM_NOVELTY_THRESHOLD',
    default: 0.7,
    about: 'ROUGE-L from which on two requests of one task and language are the same, and one is left out of exports.',
  },
  documentCap: {
    schema: count(1, 1000).nullable(),
    env: 'SEVENLLM_DOCUMENT_CAP',
    default: null,
    about: 'Most pairs of one document and language that are exported; unset, all.',
  },
  sourceCap: {
    schema: count(1, 10_000_000).nullable(),
    env: 'SEVENLLM_SOURCE_CAP',
    default: null,
    about: 'Most pairs of one source and language that are exported; unset, all.',
  },
  maskPersonalData: {
    schema: flag,
    env: 'SEVENLLM_MASK_PERSONAL_DATA',
    default: false,
    about:
      "Whether exports mask persons' mail addresses and phone numbers given as contacts, unless they are indicators.",
  },
  steering: {
    schema: z.coerce.number().min(0).max(1),
    env: 'SEVENLLM_STEERING',
    default: 0.5,
    about: 'How much fit, 0 to 1, is given up for an even spread over the tasks: 0 chooses by fit alone.',
  },
  sectionCharacters: {
    schema: count(2000, 400_000),
    env: 'SEVENLLM_SECTION_CHARACTERS',
    default: 24_000,
    about:
      'Most characters of a document that a model is shown at once; longer ones are cut into sections of whole blocks.',
  },
  maxAttempts: {
    schema: count(1, 100),
    env: 'SEVENLLM_MAX_ATTEMPTS',
    default: 5,
    about: 'Tries of one record before it is settled as failed.',
  },
  maxBacklog: {
    schema: count(1, 1_000_000_000).nullable(),
    env: 'SEVENLLM_MAX_BACKLOG',
    default: null,
    about:
      'Most documents that may wait for the teacher before crawling waits for it; unset, 10000 where a process also generates without --batch, and any number where it does not.',
  },
  lockSeconds: {
    schema: count(1, 600),
    env: 'SEVENLLM_LOCK_SECONDS',
    default: 30,
    about: 'Seconds after which the job of a worker that was killed, or stands still, is given to another.',
  },
  userAgent: {
    schema: z.string().min(3).max(300),
    env: 'SEVENLLM_USER_AGENT',
    default: 'sevenllm/0.1 (threat report dataset builder; no contact configured)',
    about: 'User agent of the crawler; put a contact address into it.',
  },
  fetchTimeoutSeconds: {
    schema: count(1, 600),
    env: 'SEVENLLM_FETCH_TIMEOUT',
    default: 30,
    about:
      'Deadline of one page, from the request to the last byte or the last script, redirects included, in seconds.',
  },
  sources: {
    schema: z.string().min(1).nullable(),
    env: 'SEVENLLM_SOURCES',
    default: null,
    about: 'Folder with source files of your own (*.json, or *.mjs and *.js with a default export).',
  },
  out: {
    schema: z.string().min(1),
    env: 'SEVENLLM_OUT',
    default: 'output',
    about: 'Folder that shards are written to.',
  },
  logLevel: {
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    env: 'SEVENLLM_LOG_LEVEL',
    default: 'warn',
    about: 'Least severity of the log lines on standard error.',
  },
  metricsPort: {
    schema: count(0, 65_535).nullable(),
    env: 'SEVENLLM_METRICS_PORT',
    default: null,
    about: 'Port on which `work` serves /metrics, /healthz and /readyz; unset, it listens nowhere.',
  },
  metricsHost: {
    schema: z.string().min(1),
    env: 'SEVENLLM_METRICS_HOST',
    default: '127.0.0.1',
    about: 'Address that they are served on; 0.0.0.0 opens them to whoever can reach this machine.',
  },
  stopSeconds: {
    schema: count(1, 3600).nullable(),
    env: 'SEVENLLM_STOP_SECONDS',
    default: null,
    about:
      'Seconds that a stopping process lets its work end before it hands it back; unset, as long as a call may take, since its answer is paid for.',
  },
  browser: {
    schema: flag,
    env: 'SEVENLLM_BROWSER',
    default: true,
    about: 'Whether pages that are drawn by script may be rendered in a browser.',
  },
} as const satisfies Record<string, Setting>;

export type Config = { readonly [K in keyof typeof settings]: z.infer<(typeof settings)[K]['schema']> };

/**
 * Parses the configuration once: `overrides` (command-line options) before the environment before the defaults.
 * An empty environment variable counts as unset. Throws a SetupError that names the setting and what is wrong with it.
 */
export function loadConfig(overrides: Partial<Config> = {}, environment: NodeJS.ProcessEnv = process.env): Config {
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const override = overrides[name as keyof Config];
    const raw = override ?? (environment[setting.env] || setting.default);
    const parsed = setting.schema.safeParse(raw);
    if (!parsed.success) {
      const shown = 'secret' in setting ? 'its value' : JSON.stringify(raw);
      const why = parsed.error.issues.map((issue) => issue.message).join('; ');
      throw new SetupError(`Setting ${name} (${setting.env}) cannot be ${shown}: ${why}. ${setting.about}`);
    }
    config[name] = parsed.data;
  }
  return Object.freeze(config) as Config;
}

/** The configuration as it may be shown and stored: a secret becomes "(set)" or null. */
export function withoutSecrets(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const secret = 'secret' in settings[name as keyof Config];
      if (/BaseUrl$/.test(name) && typeof value === 'string') return [name, shownUrl(value)];
      return [name, secret && value !== null ? '(set)' : value];
    }),
  );
}
