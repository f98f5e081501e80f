import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../pipeline/package-root.ts';
import { reasons } from '../pipeline/reasons.ts';
import { languageSchema } from '../pipeline/records.ts';

const url = z.url({ protocol: /^http$/ });
const why = z.string().min(1);
const dropAt = <S extends 'crawl' | 'clean' | 'dedupe'>(stage: S) =>
  z.strictObject({
    url,
    becomes: z.literal('dropped'),
    stage: z.literal(stage),
    reason: z.enum(reasons[stage]),
    why,
  });

/** What must become of one URL of the sample site, and why. */
export const expectationSchema = z.union([
  z.strictObject({ url, becomes: z.literal('discovery'), why }),
  z.strictObject({ url, becomes: z.literal('document'), language: languageSchema, why }),
  dropAt('crawl'),
  dropAt('clean'),
  dropAt('dedupe'),
]);

const expectationsSchema = z.strictObject({ notes: z.array(z.string()), urls: z.array(expectationSchema) });

/** Reads `expected.json`: every URL of the site that a crawler of the two sources meets, ordered by URL. */
export function readExpectations(): z.infer<typeof expectationsSchema> {
  const file = join(packageRoot, 'sample-news', 'expected.json');
  return expectationsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
