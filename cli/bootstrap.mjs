// What `npm start` and `npm test` run on a clean clone: installs and builds what is missing, then does the job.
// Plain JavaScript without dependencies, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [what, ...rest] = process.argv.slice(2);
const installed = join(root, 'node_modules', '.sevenllm-installed');
const built = join(root, 'dist', '.built');
const sourceFolders = ['bench', 'cli', 'pipeline', 'crawlers', 'task-pool', 'sample-news'];

requireNode();
install();
build();
const jobs = {
  start: [['dist/cli/main.js', 'run', '--source', 'sample-news-en', 'sample-news-zh', ...rest]],
  test: [['node_modules/vitest/vitest.mjs', 'run', ...rest]],
  check: [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
    ['node_modules/vitest/vitest.mjs', 'run', ...rest],
  ],
};
for (const args of jobs[what] ?? []) run(process.execPath, args);

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`sevenllm needs Node.js 20.19 or newer; this is ${process.version}.`);
  process.exit(2);
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  console.error('Installing what is missing …');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm) run(process.execPath, [npm, ...args]);
  else run('npm', args, { shell: process.platform === 'win32' });
  writeFileSync(installed, lock);
}

function build() {
  if (existsSync(built) && newest() <= statSync(built).mtimeMs) return;
  console.error('Building …');
  run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json']);
  writeFileSync(built, '');
}

function newest() {
  const files = sourceFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  return Math.max(...[...files, join(root, 'tsconfig.build.json')].map((file) => statSync(file).mtimeMs));
}

function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}
