import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatRequest } from './loopback-endpoint.ts';

/** What a batch of the stand-in says of itself. */
interface ProviderBatch {
  id: string;
  status: string;
  input_file_id: string;
  output_file_id?: string;
  error_file_id?: string;
  errors?: { object: 'list'; data: { code?: string; message?: string; line?: number }[] };
  metadata: Record<string, string> | null;
  created_at: number;
  request_counts: { total: number; completed: number; failed: number };
}

export interface BatchLine {
  custom_id: string;
  method: string;
  url: string;
  body: ChatRequest;
}

/** How one request of a batch ends: by the answerer of the chat part, or otherwise. */
export type ItemFate =
  | 'answer'
  | 'omit'
  | 'expire'
  | { status: number; error: Record<string, unknown> }
  | { line: Record<string, unknown> };

export type ChatReply = { status: number; body: unknown };
type Refusal = { status: number; body?: unknown; headers?: Record<string, string> };

const error = (message: string, code: string | null = null) => ({
  error: { message, code, type: 'invalid_request_error' },
});

/**
 * The files and batches of the loopback endpoint: what `/v1/files` and `/v1/batches` of the OpenAI protocol do, held in
 * memory. A batch ends when it is next asked after, unless told to stay in progress.
 */
export class LoopbackBatches {
  /** Requests of the batches that were made, in order. */
  readonly submitted: BatchLine[][] = [];
  readonly uploads: string[] = [];
  readonly batches: ProviderBatch[] = [];
  readonly #files = new Map<string, string>();
  /** Ends batches at the next look; else they stay in progress. */
  isFree = true;
  fateOf: (line: BatchLine, times: number) => ItemFate = () => 'answer';
  /** Refuses a batch as a whole, at validation. */
  rejects: (lines: BatchLine[]) => ProviderBatch['errors'] | null = () => null;
  /** Refuses a call to the API itself; may hold it up. */
  refuse: (call: string) => Refusal | null | Promise<Refusal | null> = () => null;
  /** Called when a batch is made, and nobody told yet; and when half of a file has been sent. */
  onMade: () => void | Promise<void> = () => {};
  onHalfSent: () => void | Promise<void> = () => {};
  readonly #times = new Map<string, number>();

  /** Answers a call where it is one of files or batches. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (asked: ChatRequest) => Promise<ChatReply>,
  ): Promise<boolean> {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    if (!/^\/v1\/(files|batches)(\/|$)/.test(path)) return false;
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const body = await bodyOf(request);
    const call = `${request.method} ${path.replace(/\/(file|batch)-\d+/, '/ID')}`;
    const refusal = await this.refuse(call);
    if (refusal) send(refusal.status, refusal.body ?? error('no'), refusal.headers);
    else if (call === 'POST /v1/files') send(200, this.#upload(body));
    else if (call === 'GET /v1/files/ID/content') await this.#content(path.split('/')[3]!, response, send);
    else if (call === 'POST /v1/batches') {
      const made = this.#create(JSON.parse(body) as ProviderBatch);
      await this.onMade();
      send(200, made);
    } else if (call === 'GET /v1/batches') send(200, this.#list(new URLSearchParams(query)));
    else if (call === 'GET /v1/batches/ID') await this.#retrieve(path.split('/')[3]!, answer, send);
    else if (call === 'POST /v1/batches/ID/cancel') send(200, await this.#cancel(path.split('/')[3]!));
    else send(404, error('There is no such address.'));
    return true;
  }

  /** Every request that was ever in a batch, by its id: how often. */
  get times(): ReadonlyMap<string, number> {
    return this.#times;
  }

  #upload(body: string) {
    const [, content] = /filename="[^"]*"\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(body) ?? [];
    if (!/name="purpose"\r\n\r\nbatch/.test(body) || content === undefined) throw new Error('not a batch file');
    const id = `file-${this.#files.size + 1}`;
    this.#files.set(id, content);
    this.uploads.push(id);
    return {
      id,
      object: 'file',
      purpose: 'batch',
      bytes: content.length,
      filename: 'batch.jsonl',
      status: 'processed',
    };
  }

  async #content(id: string, response: ServerResponse, send: (status: number, body: unknown) => void): Promise<void> {
    const content = this.#files.get(id);
    if (content === undefined) return void send(404, error('No such file.'));
    const half = Math.floor(content.length / 2);
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.write(content.slice(0, half));
    await this.onHalfSent();
    response.end(content.slice(half));
  }

  #linesOf(batch: ProviderBatch): BatchLine[] {
    const file = this.#files.get(batch.input_file_id) ?? '';
    return file.split('\n').flatMap((line) => (line ? [JSON.parse(line) as BatchLine] : []));
  }

  #create({ input_file_id, metadata }: Pick<ProviderBatch, 'input_file_id' | 'metadata'>): ProviderBatch {
    const batch: ProviderBatch = {
      ...{ id: `batch-${this.batches.length + 1}`, object: 'batch', status: 'validating', input_file_id, metadata },
      ...{ created_at: Math.floor(Date.now() / 1000), endpoint: '/v1/chat/completions', completion_window: '24h' },
      request_counts: { total: 0, completed: 0, failed: 0 },
    };
    const lines = this.#linesOf(batch);
    for (const { custom_id } of lines) this.#times.set(custom_id, (this.#times.get(custom_id) ?? 0) + 1);
    batch.request_counts.total = lines.length;
    this.submitted.push(lines);
    this.batches.push(batch);
    return batch;
  }

  #list(query: URLSearchParams) {
    const newest = this.batches.toReversed();
    const from = query.has('after') ? newest.findIndex(({ id }) => id === query.get('after')) + 1 : 0;
    // Smaller pages than asked for, as a server may give them.
    const data = newest.slice(from, from + 2);
    return { object: 'list', data, has_more: from + 2 < newest.length, last_id: data.at(-1)?.id };
  }

  async #retrieve(
    id: string,
    answer: (asked: ChatRequest) => Promise<ChatReply>,
    send: (status: number, body: unknown) => void,
  ): Promise<void> {
    const batch = this.batches.find((one) => one.id === id);
    if (!batch) return void send(404, error('No batch found.'));
    if (batch.status === 'validating') {
      const errors = this.rejects(this.#linesOf(batch));
      batch.status = errors ? 'failed' : 'in_progress';
      if (errors) batch.errors = errors;
    } else if (batch.status === 'in_progress' && this.isFree) await this.#end(batch, answer);
    send(200, batch);
  }

  async #end(batch: ProviderBatch, answer: (asked: ChatRequest) => Promise<ChatReply>): Promise<void> {
    const output: unknown[] = [];
    const errors: unknown[] = [];
    batch.status = 'completed';
    for (const line of this.#linesOf(batch).toReversed()) {
      const { custom_id } = line;
      const fate = this.fateOf(line, this.#times.get(custom_id) ?? 0);
      if (fate === 'expire') {
        batch.status = 'expired';
        errors.push({
          custom_id,
          response: null,
          error: { code: 'batch_expired', message: 'It was not executed in time.' },
        });
      } else if (fate === 'answer') {
        const reply = await answer(line.body);
        const into = reply.status === 200 ? output : errors;
        into.push({ custom_id, response: { status_code: reply.status, body: reply.body }, error: null });
      } else if (fate !== 'omit' && 'line' in fate) output.push({ custom_id, ...fate.line });
      else if (fate !== 'omit')
        errors.push({ custom_id, response: { status_code: fate.status, body: { error: fate.error } }, error: null });
    }
    batch.request_counts = { ...batch.request_counts, completed: output.length, failed: errors.length };
    if (output.length > 0) batch.output_file_id = this.#keep(output);
    if (errors.length > 0) batch.error_file_id = this.#keep(errors);
  }

  async #cancel(id: string): Promise<ProviderBatch | undefined> {
    const batch = this.batches.find((one) => one.id === id);
    if (batch) batch.status = 'cancelled';
    return batch;
  }

  /** As if somebody had stopped it on the provider's page. */
  cancelAll(): void {
    for (const batch of this.batches)
      if (['validating', 'in_progress'].includes(batch.status)) batch.status = 'cancelled';
  }

  #keep(lines: unknown[]): string {
    const id = `file-${this.#files.size + 1}`;
    this.#files.set(id, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return id;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
