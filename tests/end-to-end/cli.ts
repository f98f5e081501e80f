import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../pipeline/package-root.ts';

export interface CommandResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  process: ChildProcess;
  ended: Promise<CommandResult>;
}

const main = join(packageRoot, 'dist', 'cli', 'main.js');

/**
 * Starts the built program as a person would, in a folder of its own and with only the settings given. It may be another
 * build, or be started by another program, such as one that enters a network namespace.
 */
export function startCommand(
  folder: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
  { file = main, wrapper = [] }: { file?: string; wrapper?: string[] } = {},
): RunningCommand {
  if (!existsSync(file)) throw new Error('The program is not built: `npm test` builds it, or run `npm run build`');
  const { PATH, HOME, CHROMIUM_PATH } = process.env;
  const [program, ...rest] = [...wrapper, process.execPath, file, ...args];
  const child = spawn(program!, rest, {
    cwd: folder,
    env: { PATH, HOME, ...(CHROMIUM_PATH && { CHROMIUM_PATH }), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr!.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { process: child, ended };
}

export const runCommand = (folder: string, args: string[], environment?: NodeJS.ProcessEnv): Promise<CommandResult> =>
  startCommand(folder, args, environment).ended;
