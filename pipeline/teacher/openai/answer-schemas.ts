import { z } from 'zod';
import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { isRecord, withGaps } from '../../checks/shape.ts';
import type { Language } from '../../records.ts';

const blockNumbers = z.array(z.number().int().min(0));

/** One task that a selection names. Block numbers are looked through by `readSelection`. */
export const selectedTask = z.object({
  task: z.enum(taskPool.map(({ slug }) => slug) as [string, ...string[]]),
  fit: z.number().min(0).max(1),
  blocks: z.array(z.unknown()).catch([]),
  thought: z.string().catch(''),
});
export type SelectedTask = z.infer<typeof selectedTask>;

/**
 * What a selection call answers. It is asked for in full, and taken with entries that are wrong as long as one is right:
 * these are told apart by `readSelection`, and no document is lost for a name that does not exist.
 */
export const selectionSchema = z
  .object({ tasks: z.array(z.unknown()) })
  .refine(
    ({ tasks }) => tasks.length === 0 || tasks.some((entry) => selectedTask.safeParse(entry).success),
    'no entry of "tasks" has a task of the list, a "fit" from 0 to 1, "blocks" and a "thought"',
  )
  .meta({
    asked: z.strictObject({
      tasks: z.array(z.strictObject({ ...selectedTask.shape, blocks: blockNumbers, thought: z.string() })),
    }),
  });

const generationSchemas = new Map<string, ReturnType<typeof makeGenerationSchema>>();

/** What a generation call answers for a task in these languages. Kept, since zod takes milliseconds to make one. */
export function generationSchema(task: Task, languages: readonly Language[]) {
  const key = `${task.slug} ${languages.join(' ')}`;
  const known = generationSchemas.get(key);
  if (known) return known;
  const made = makeGenerationSchema(task, languages);
  generationSchemas.set(key, made);
  return made;
}

function makeGenerationSchema(task: Task, languages: readonly Language[]) {
  const perLanguage = z.strictObject(Object.fromEntries(languages.map((language) => [language, z.string()])));
  return z.strictObject({
    blocks: blockNumbers.min(1),
    thought: perLanguage,
    answer: task.kind === 'understanding' ? sparse(task.answer.strict()) : perLanguage,
  });
}

/** What one call answers for several tasks: the same for each, under its id. */
export function severalSchema(tasks: readonly Task[], languages: readonly Language[]) {
  const answers = Object.fromEntries(tasks.map((task) => [task.slug, generationSchema(task, languages)]));
  return z.strictObject({ answers: z.strictObject(answers) });
}

/** Takes an answer that leaves fields out, as endpoints without strict schemas send it. */
const sparse = (shape: z.ZodObject) =>
  z.preprocess((answer) => (isRecord(answer) ? withGaps(shape, answer) : answer), shape);

// Bounds that OpenAI's strict mode refuses; our own parser still holds them.
const unsupported = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', '$schema', 'pattern'];
const ours = ['leaf', 'vocabulary', 'en', 'zh'];

const jsonSchemas = new WeakMap<z.ZodType, Record<string, unknown>>();

/**
 * A zod schema as the JSON Schema that strict structured output takes; field names in both languages become descriptions.
 * Where it is more lenient than what is asked for, its `asked` is. Kept, as it is made of every schema at every call.
 */
export function toStrictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const known = jsonSchemas.get(schema);
  if (known) return known;
  const made = makeStrictJsonSchema(schema);
  jsonSchemas.set(schema, made);
  return made;
}

function makeStrictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { asked } = (schema.meta() ?? {}) as { asked?: z.ZodType };
  return z.toJSONSchema(asked ?? schema, {
    override: ({ jsonSchema }) => {
      if ('leaf' in jsonSchema) jsonSchema.description = `${jsonSchema.en} / ${jsonSchema.zh}`;
      for (const key of [...unsupported, ...ours]) delete (jsonSchema as Record<string, unknown>)[key];
    },
  }) as Record<string, unknown>;
}
