import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const restartAfterMs = 300;

/**
 * A process that is started again whenever it ends, as a service manager would, until it is stopped. `start` gives, for
 * the n-th start from 0, `{ file, args, options }`; what it prints goes to a file. `isDone` says by the exit code whether
 * it may rest.
 */
export class Supervised {
  /** `{ at, code, signal, number }` of every end, in milliseconds since 1970. */
  ends = [];
  starts = 0;
  /** Until then, in milliseconds since 1970, it is not started again. */
  heldUntil = 0;
  #start;
  #log;
  #isDone;
  #child = null;
  #stopping = false;
  #life = Promise.resolve();
  #waking = new AbortController();

  constructor({ start, log, isDone = () => false }) {
    this.#start = start;
    this.#log = log;
    this.#isDone = isDone;
  }

  get pid() {
    return this.#child?.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  /** Starts it; resolves once it is done or was stopped. */
  run() {
    this.#life = this.#live();
    return this.#life;
  }

  async #live() {
    while (!this.#stopping) {
      const number = this.starts++;
      const { file, args, options } = this.#start(number);
      const out = openSync(this.#log, 'a');
      this.#child = spawn(file, args, { ...options, stdio: ['ignore', out, out] });
      closeSync(out);
      const [code, signal] = await once(this.#child, 'exit');
      this.ends.push({ at: Date.now(), code, signal, number });
      if (this.#isDone(code)) return;
      while (!this.#stopping && Date.now() < Math.max(this.heldUntil, this.ends.at(-1).at + restartAfterMs))
        await sleep(20, undefined, { signal: this.#waking.signal }).catch(() => {});
    }
  }

  kill(signal) {
    if (this.pid) process.kill(this.pid, signal);
  }

  /** Lets it end for good: asked by a signal, and killed after so many milliseconds. Tells whether asking was enough. */
  async stop(signal, patienceMs) {
    this.#stopping = true;
    this.#waking.abort();
    this.kill('SIGCONT');
    this.kill(signal);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.kill('SIGKILL');
    }, patienceMs);
    await this.#life;
    clearTimeout(timer);
    return !late;
  }
}
