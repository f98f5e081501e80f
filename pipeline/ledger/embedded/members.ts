import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What the keeper tells a member, one JSON object a line. */
export type KeeperMessage =
  | { welcome: true }
  | { url: string }
  | { log: string }
  | { error: string; setup: boolean }
  | { ending: true };

/** The processes that use the server now. A connection counts once it has said `join`; one that only looks does not. */
export class Members {
  #joined = new Set<Socket>();
  #leaving = new Set<Socket>();
  #changes = new EventEmitter();
  #url: string | null = null;

  get count(): number {
    return this.#joined.size;
  }

  accept(socket: Socket): void {
    socket.on('error', () => {});
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (line) => {
      if (line === 'join') this.#join(socket);
    });
    socket.once('end', () => this.#leave(socket));
    socket.once('close', () => this.#leave(socket));
  }

  #join(socket: Socket): void {
    this.#joined.add(socket);
    for (const left of this.#leaving) left.end();
    this.#leaving.clear();
    this.#send(socket, { welcome: true });
    if (this.#url) this.#send(socket, { url: this.#url });
    this.#changes.emit('change');
  }

  #leave(socket: Socket): void {
    this.#leaving.delete(socket);
    if (!this.#joined.delete(socket)) {
      socket.end();
      return;
    }
    // The last one out is kept on the line until the server has stopped and the keeper ends: its close() waits for that.
    if (this.#joined.size > 0) socket.end();
    else this.#leaving.add(socket);
    this.#changes.emit('change');
  }

  /** Tells all members and every later one that the server is ready at `url`; null while it is not. */
  announce(url: string | null): void {
    this.#url = url;
    if (url) this.tell({ url });
  }

  tell(message: KeeperMessage): void {
    for (const socket of this.#joined) this.#send(socket, message);
  }

  /** Tells those who wait for the end that it has come. */
  dismiss(): void {
    for (const socket of this.#leaving) this.#send(socket, { ending: true });
  }

  #send(socket: Socket, message: KeeperMessage): void {
    socket.write(`${JSON.stringify(message)}\n`);
  }

  async untilNone(): Promise<void> {
    while (this.count > 0) await once(this.#changes, 'change');
  }

  async untilSome(): Promise<void> {
    while (this.count === 0) await once(this.#changes, 'change');
  }
}
