import { z } from 'zod';
import type { Task } from '../../../task-pool/define-task.ts';
import { taskPool } from '../../../task-pool/index.ts';
import { isRecord, withGaps } from '../../checks/shape.ts';
import type { Language } from '../../records.ts';

const blockNumbers = z.array(z.number().int().min(0));

/** What a selection call answers. */
export const selectionSchema = z.strictObject({
  tasks: z.array(
    z.strictObject({
      task: z.enum(taskPool.map(({ slug }) => slug) as [string, ...string[]]),
      fit: z.number().min(0).max(1),
      blocks: blockNumbers,
      thought: z.string(),
    }),
  ),
});

/** What a generation call answers for a task in these languages. */
export function generationSchema(task: Task, languages: readonly Language[]) {
  const perLanguage = z.strictObject(Object.fromEntries(languages.map((language) => [language, z.string()])));
  return z.strictObject({
    blocks: blockNumbers.min(1),
    thought: perLanguage,
    answer: task.kind === 'understanding' ? sparse(task.answer.strict()) : perLanguage,
  });
}

/** Takes an answer that leaves fields out, as endpoints without strict schemas send it. */
const sparse = (shape: z.ZodObject) =>
  z.preprocess((answer) => (isRecord(answer) ? withGaps(shape, answer) : answer), shape);

// Bounds that OpenAI's strict mode refuses; our own parser still holds them.
const unsupported = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', '$schema', 'pattern'];
const ours = ['leaf', 'vocabulary', 'en', 'zh'];

/** A zod schema as the JSON Schema that strict structured output takes; field names in both languages become descriptions. */
export function toStrictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if ('leaf' in jsonSchema) jsonSchema.description = `${jsonSchema.en} / ${jsonSchema.zh}`;
      for (const key of [...unsupported, ...ours]) delete (jsonSchema as Record<string, unknown>)[key];
    },
  }) as Record<string, unknown>;
}
