import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { taskPool } from '../../task-pool/index.ts';
import { type ChatRequest, diligent } from '../loopback-endpoint.ts';
import { type AnswerFault, type CallFault, type Faults, faultsOf, spoiltCompletion } from './storm-faults.ts';

/** Sent with every answer; it must not be found anywhere afterwards. */
export const secretHeader = 'header-secret-of-the-storm';

export interface StormEndpoint {
  baseUrl: string;
  /** Calls by what befell them. */
  calls: Map<CallFault | 'answered', number>;
  /** What was wrong with the answers to a question, by document's title, task (none for a selection), and order of asking. */
  faults: Map<string, (AnswerFault | 'none')[]>;
  close(): Promise<void>;
}

export const questionOf = (title: string, task: string) => `${title} ${task}`;

/** An endpoint that answers as a diligent model would, were it not for the faults. */
export async function startStormEndpoint(stormy: Faults, latencyMs: number): Promise<StormEndpoint> {
  const calls: StormEndpoint['calls'] = new Map();
  const faults: StormEndpoint['faults'] = new Map();
  const tried = new Set<string>();
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = { 'content-type': 'application/json', 'x-secret': secretHeader, 'set-cookie': `s=${secretHeader}` };
    const send = (status: number, body: unknown, more: Record<string, string> = {}) =>
      void response.writeHead(status, { ...headers, ...more }).end(JSON.stringify(body));
    if (request.method !== 'POST') return send(404, {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest;
    await sleep(latencyMs);
    const { call, answer } = faultsOf(asked, stormy);
    const key = JSON.stringify(asked.messages);
    const befalls = call && !tried.has(key) ? call : 'answered';
    tried.add(key);
    calls.set(befalls, (calls.get(befalls) ?? 0) + 1);
    const error = { error: { message: `It is not our day. You sent ${request.headers.authorization}.` } };
    if (befalls === '429') return send(429, error);
    if (befalls === '429-with-retry-after') return send(429, error, { 'retry-after-ms': '200', 'retry-after': '1' });
    if (befalls === '500') return send(500, error);
    if (befalls === '503') return send(503, error);
    if (befalls === 'reset') return void request.socket.resetAndDestroy();
    const reply = diligent(asked);
    const content = 'content' in reply ? reply.content : '{}';
    const body = JSON.stringify(spoiltCompletion(asked, content, answer));
    if (befalls === 'stall' || befalls === 'cut-off') {
      response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      response.write(body.slice(0, 100));
      // The one says nothing more, the other hangs up.
      if (befalls === 'cut-off') setTimeout(() => response.destroy(), 5);
      return;
    }
    const question = keyOf(asked);
    faults.set(question, [...(faults.get(question) ?? []), answer ?? 'none']);
    response.writeHead(200, headers).end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ calls, faults, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Which document and task are asked about, by the words of the prompt. */
function keyOf({ messages }: ChatRequest): string {
  const title = /Report \d+/.exec(messages[1]?.content ?? '')?.[0] ?? '';
  const question = messages[2]?.content ?? '';
  const named = taskPool.filter(({ scope }) => question.includes(scope.en) || question.includes(scope.zh));
  return questionOf(title, named.length === 1 ? named[0]!.slug : 'selection');
}
