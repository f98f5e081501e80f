import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { answerRequest } from './answer-request.mjs';

/**
 * An endpoint that answers every question after so many milliseconds, and remembers what was bought, by whom and when:
 * the key that a process sends is its name. It lives outside of all that is killed.
 */
export class CountingEndpoint {
  /** `{ hash, by, purpose, start, end }` in milliseconds since 1970; `end` is null until it has been answered or hung up on. */
  calls = [];
  #servers = [];
  #latencyMs;

  constructor(latencyMs) {
    this.#latencyMs = latencyMs;
  }

  /** Listens on an address and returns the base URL there. */
  async listen(address = '127.0.0.1') {
    const server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
    await new Promise((resolve, reject) => server.once('error', reject).listen(0, address, resolve));
    this.#servers.push(server);
    return `http://${address}:${server.address().port}/v1`;
  }

  async #handle(request, response) {
    const send = (status, body) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'POST') return send(request.url === '/v1/models' ? 200 : 404, { object: 'list', data: [] });
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const asked = JSON.parse(body.toString());
    const purpose = asked.response_format?.json_schema?.name ?? 'other';
    const by = (request.headers.authorization ?? '').replace('Bearer ', '');
    const call = { hash: createHash('sha256').update(body).digest('hex'), by, purpose, start: Date.now(), end: null };
    this.calls.push(call);
    response.once('close', () => {
      call.end = Date.now();
    });
    await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    send(200, {
      ...{ id: `call-${this.calls.length}`, object: 'chat.completion', created: 0, model: asked.model },
      choices: [{ index: 0, message: { role: 'assistant', content: answerRequest(asked) }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
    });
  }

  /** Calls that generate pairs: finding out what the endpoint can is no completion. */
  get bought() {
    return this.calls.filter(({ purpose }) => purpose !== 'probe');
  }

  async close() {
    for (const server of this.#servers) server.closeAllConnections();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}
