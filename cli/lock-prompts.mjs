// Pins the prompts' hashes after a prompt was changed and its version raised: `npm run prompts:lock`.
import { readFileSync, writeFileSync } from 'node:fs';
import { promptVersions } from '../dist/pipeline/prompts/index.js';

const file = new URL('../prompts/prompts.lock.json', import.meta.url);
const locked = JSON.parse(readFileSync(file, 'utf8'));
for (const [name, { version, hash }] of Object.entries(promptVersions))
  if (locked[name]?.version === version && locked[name].hash !== hash) {
    console.error(`prompts/${name}.md has changed: raise the version in its head from ${version} first.`);
    process.exit(1);
  }
writeFileSync(file, `${JSON.stringify(promptVersions, null, 2)}\n`);
