import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { SetupError } from '../../errors.ts';
import type { KeeperMessage } from './members.ts';

/** A command's line to the keeper. While it is open, the keeper keeps the server. */
export interface Membership {
  url: string;
  /** Resolves when the line is cut, by either side. */
  cut: Promise<void>;
  /** Says goodbye. Resolves at once where others stay, after the server's end for the last; tells whether it was the last. */
  leave(): Promise<boolean>;
}

/** Joins by a fresh connection and waits until the server is ready; null where the keeper ends before. */
export async function becomeMember(socket: Socket, log: (line: string) => void): Promise<Membership | null> {
  let url: string | null = null;
  let last = false;
  let failure: Error | null = null;
  const cut = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const ready = new Promise<void>((resolve) => {
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (line) => {
      const message = JSON.parse(line) as KeeperMessage;
      if ('log' in message) log(message.log);
      if ('ending' in message) last = true;
      if ('error' in message) failure = asError(message);
      if ('url' in message) {
        if (url && url !== message.url) log('The built-in database moved to another port: start this command again');
        url ??= message.url;
        resolve();
      }
    });
  });
  // Only the first sign of life has a deadline: making the database or recovering it takes as long as it takes.
  const silence = setTimeout(() => {
    failure = new SetupError(
      'The keeper of the built-in database does not answer. Is it stopped, or the machine overloaded?',
    );
    socket.destroy();
  }, 60_000);
  socket.once('data', () => clearTimeout(silence));
  socket.write('join\n');
  await Promise.race([ready, cut]);
  clearTimeout(silence);
  if (failure) throw failure;
  if (!url || socket.destroyed) return null;

  socket.unref();
  return {
    url,
    cut,
    async leave() {
      if (!socket.destroyed) {
        socket.ref();
        socket.end();
      }
      await cut;
      return last;
    },
  };
}

/** The error a keeper reported, as it would have been thrown here. */
export const asError = ({ error, setup }: { error: string; setup: boolean }): Error =>
  setup ? new SetupError(error) : new Error(error);
