// Writes the README's generated tables anew: `npm run docs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from '../dist/cli/readme-tables.js';

const file = new URL('../README.md', import.meta.url);
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
