import { execFile, execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

/** The Python that has the tools of `requirements.txt`: that of SEVENLLM_PYTHON, else the one on the path. */
const python = process.env.SEVENLLM_PYTHON || 'python3';

/** Null where Python can import all of these, else a sentence that says why the tests are skipped. */
export function whyNot(...modules: string[]): string | null {
  try {
    const found = `import importlib.util as u, sys; sys.exit(not all(u.find_spec(m) for m in sys.argv[1:]))`;
    execFileSync(python, ['-c', found, ...modules], { stdio: 'ignore' });
    return null;
  } catch {
    return `skipped: ${python} has not all of ${modules.join(', ')} (see tests/ecosystem/requirements.txt; SEVENLLM_PYTHON names another)`;
  }
}

/** Runs a script of this folder, and reads what it prints in its last line. */
export async function runPython<T>(script: string, ...args: string[]): Promise<T> {
  const env = {
    ...process.env,
    HF_HUB_OFFLINE: '1',
    TOKENIZERS_PARALLELISM: 'false',
    HF_DATASETS_DISABLE_PROGRESS_BARS: '1',
  };
  const { stdout } = await run(python, [join(here, script), ...args], { maxBuffer: 64 << 20, env });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
