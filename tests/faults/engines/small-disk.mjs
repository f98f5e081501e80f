import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A small file system in memory, which can be filled to the last byte. Takes root. */
export class SmallDisk {
  #folder;

  constructor(folder, megabytes) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'sevenllm-faults', folder]);
  }

  /** Leaves no room; returns how many megabytes that took. */
  fill() {
    const chunk = Buffer.alloc(65_536);
    const file = openSync(this.#filler, 'a');
    try {
      for (;;) writeSync(file, chunk);
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
    const { blocks, bsize } = statfsSync(this.#folder);
    return Math.round((blocks * bsize) / 1e6);
  }

  free() {
    rmSync(this.#filler, { force: true });
  }

  get #filler() {
    return join(this.#folder, 'filler');
  }

  close() {
    execFileSync('umount', ['-l', this.#folder]);
  }
}
