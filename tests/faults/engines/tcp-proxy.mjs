import { connect, createServer } from 'node:net';

/** What stands between workers and a server: it can cut every connection, or stand still for a while. */
export class TcpProxy {
  #pairs = new Set();
  #stalled = false;
  #server;

  constructor(targetPort) {
    this.#server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      const pair = [near, far];
      this.#pairs.add(pair);
      for (const [one, other] of [pair, [far, near]]) {
        one.on('error', () => other.destroy());
        one.on('close', () => {
          other.destroy();
          this.#pairs.delete(pair);
        });
        one.pipe(other);
      }
      if (this.#stalled) for (const socket of pair) socket.pause();
    });
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.#server.address().port;
  }

  /** Resets all connections; returns how many. */
  cut() {
    const count = this.#pairs.size;
    for (const pair of this.#pairs) for (const socket of pair) socket.resetAndDestroy();
    return count;
  }

  stall() {
    this.#stalled = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  goOn() {
    this.#stalled = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  async close() {
    this.goOn();
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
