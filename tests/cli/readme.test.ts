import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from '../../cli/readme-tables.ts';
import { packageRoot } from '../../pipeline/package-root.ts';

it('says what the code says: tasks, settings, sources and reasons', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  expect(withTables(readme), 'run `npm run docs`').toBe(readme);
});
