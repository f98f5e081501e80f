import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../../errors.ts';
import { passedEnvironment } from './passed-environment.ts';

/** A keeper that this process started; it may have found another in place and ended. */
export interface SpawnedKeeper {
  readonly ended: boolean;
  /** What it said before it failed, if it did. */
  readonly failure: { error: string; setup: boolean } | null;
  /** Lets it run without us listening. */
  release(): void;
  /** Waits for its end, so that not even a zombie of it is left, which some containers never clear away. */
  waitForEnd(): Promise<void>;
}

/** Starts a keeper that outlives this process. */
export function spawnKeeper(folder: string): SpawnedKeeper {
  const child = spawn(process.execPath, [keeperFile(), folder], {
    cwd: folder,
    // A group and session of its own: Ctrl+C in the terminal is for the commands, which then let go one by one.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: passedEnvironment(),
    windowsHide: true,
  });
  child.unref();
  let said = '';
  let ended = false;
  let failure: SpawnedKeeper['failure'] = null;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.once('error', (error) => {
    ended = true;
    failure = { error: `The keeper of the built-in database cannot be started: ${error.message}`, setup: true };
  });
  child.once('close', (code) => {
    ended = true;
    // One that was killed (code null) has not failed; the next may do better.
    if (code) failure ??= lastWords(said);
  });
  return {
    get ended() {
      return ended;
    },
    get failure() {
      return failure;
    },
    release: () => child.stderr.destroy(),
    async waitForEnd() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.ref();
      await once(child, 'exit');
    },
  };
}

function lastWords(said: string): { error: string; setup: boolean } {
  const line = said.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line) as { error: string; setup: boolean };
  } catch {
    return {
      error: `The keeper of the built-in database ended early: ${said.trim() || 'it said nothing'}`,
      setup: false,
    };
  }
}

// From the built tree the keeper is built too. From source it can be run as it is where node strips types; an older node
// (the tests on 20) takes the built one.
function keeperFile(): string {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  if (import.meta.url.endsWith('.js')) return here('./keeper.js');
  if ((process.features as { typescript?: string | false }).typescript) return here('./keeper.ts');
  const built = here('../../../dist/pipeline/ledger/embedded/keeper.js');
  if (existsSync(built)) return built;
  throw new SetupError('Running from source on this version of node needs the built tree: run "npm run build" first.');
}
