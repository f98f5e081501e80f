import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoopbackBatches } from './loopback-batches.ts';

/** What of a chat completion request the stand-in looks at. */
export interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  response_format?: { type: string; json_schema?: { name: string; schema: JsonSchema } };
}
interface JsonSchema {
  type?: string | string[];
  enum?: string[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
}

type Reply =
  | { content: string; finishReason?: string; headers?: Record<string, string> }
  | { status: number; body?: unknown; headers?: Record<string, string> };
export type Answerer = (request: ChatRequest, call: number) => Reply | Promise<Reply>;

export interface LoopbackEndpoint {
  baseUrl: string;
  requests: ChatRequest[];
  /** What `/v1/models` lists; may be added to. */
  models: unknown[];
  /** Changes how it answers from now on. */
  answer(answerer: Answerer): void;
  close(): Promise<void>;
}

/** A server on loopback that speaks the chat completions protocol; by default it answers as a diligent model would. */
export async function startLoopbackEndpoint(
  first: Answerer = diligent,
  { batches, host = '127.0.0.1' }: { batches?: LoopbackBatches; host?: string } = {},
): Promise<LoopbackEndpoint> {
  let answerer = first;
  const requests: ChatRequest[] = [];
  const models: unknown[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    if (request.url === '/v1/models') return void send(200, { object: 'list', data: models });
    if (await batches?.handle(request, response, inBatch)) return;
    if (request.url === '/props' || request.url?.startsWith('/api/')) return void send(404, {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = JSON.parse(Buffer.concat(chunks).toString()) as ChatRequest & { prompt?: string; input?: string[] };
    if (request.url === '/v1/embeddings') {
      requests.push({ model: sent.model, messages: sent.input!.map((content) => ({ role: 'user', content })) });
      const data = sent.input!.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
      return void send(200, {
        object: 'list',
        model: sent.model,
        data,
        usage: { prompt_tokens: 10, total_tokens: 10 },
      });
    }
    // The older protocol takes a prompt as it is; here it is one message, of no role.
    const isLegacy = request.url === '/v1/completions';
    const asked: ChatRequest = isLegacy ? { ...sent, messages: [{ role: '', content: sent.prompt! }] } : sent;
    requests.push(asked);
    const reply = await answerer(asked, requests.length);
    if ('status' in reply) return void send(reply.status, reply.body ?? { error: { message: 'no' } }, reply.headers);
    const completion = completionOf(asked, reply);
    if (!isLegacy) return void send(200, completion, reply.headers);
    const choices = completion.choices.map(({ message, ...choice }) => ({ ...choice, text: message.content }));
    send(200, { ...completion, object: 'text_completion', choices }, reply.headers);
  }
  const completionOf = (
    { model }: ChatRequest,
    { content, finishReason }: { content: string; finishReason?: string },
  ) => ({
    ...{ id: `call-${requests.length}`, object: 'chat.completion', created: 0, model },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finishReason ?? 'stop' }],
    usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
  });
  /** A request of a batch, answered as if it had been called. */
  const inBatch = async (asked: ChatRequest) => {
    const reply = await answerer(asked, requests.length);
    if ('status' in reply) return { status: reply.status, body: reply.body ?? { error: { message: 'no' } } };
    return { status: 200, body: completionOf(asked, reply) };
  };
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    baseUrl: `http://${host}:${(server.address() as AddressInfo).port}/v1`,
    requests,
    models,
    answer(next) {
      answerer = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How often each pair of characters stands in a text, by hash: texts that are alike have vectors that are. */
function vectorOf(text: string): number[] {
  const vector = Array.from({ length: 64 }, () => 0);
  for (let at = 0; at + 1 < text.length; at++) vector[(text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) % 64]!++;
  return vector;
}

const texts = {
  en: 'The intruders entered through a weakness that had been left open and moved on from machine to machine. They took what they found, covered their tracks and asked for money. Whoever runs such systems should close the hole, change the keys and read the logs of the weeks before, since the first signs were there to see. ',
  zh: '攻击者通过未修补的弱点进入系统，随后在内部网络中横向移动，窃取数据并掩盖痕迹，最后提出勒索要求。运行此类系统的单位应当尽快修补漏洞、更换密钥，并检查此前数周的日志，因为最初的迹象当时已经出现。',
};
const thoughts = {
  en: 'These blocks name what was used and against whom, which is what decides the answer here.',
  zh: '这些段落写明了所用的手段和受害对象，因此足以支撑这里的回答。',
};

/** Answers selection and generation from the article that the request carries, in the schema that it asks for. */
export function diligent(request: ChatRequest): Reply {
  if (request.response_format?.json_schema?.name === 'probe')
    return { content: '{"statement": "It lets in what it should."}' };
  if (isJudging(request)) return verdict(request, 4);
  const blocks = blocksOf(request);
  const schema = request.response_format?.json_schema?.schema;
  if (!schema) return { content: '{}' };
  if (request.response_format?.json_schema?.name === 'selection') {
    const slugs = schema.properties?.tasks?.items?.properties?.task?.enum ?? [];
    const tasks = slugs
      .slice(0, 20)
      .map((task, index) => ({ task, fit: 0.95 - index * 0.01, blocks: [0], thought: thoughts.en }));
    return { content: JSON.stringify({ tasks }) };
  }
  const several = schema.properties?.answers?.properties;
  if (several) {
    const answers = Object.entries(several).map(([slug, part]) => [slug, draftFor(part, blocks)]);
    return { content: JSON.stringify({ answers: Object.fromEntries(answers) }) };
  }
  return { content: JSON.stringify(draftFor(schema, blocks)) };
}

function draftFor(schema: JsonSchema, blocks: ReturnType<typeof blocksOf>) {
  const prose = blocks.find(({ kind }) => kind === 'paragraph') ?? blocks[0]!;
  const phrase = prose.text.slice(0, 40).trim();
  const isText =
    'en' in (schema.properties?.answer?.properties ?? {}) || 'zh' in (schema.properties?.answer?.properties ?? {});
  const languages = Object.keys(schema.properties?.thought?.properties ?? {}) as ('en' | 'zh')[];
  const perLanguage = (of: typeof texts) => Object.fromEntries(languages.map((language) => [language, of[language]]));
  const answer = isText
    ? perLanguage({ en: texts.en.repeat(2), zh: texts.zh.repeat(2) })
    : fill(schema.properties!.answer!, phrase);
  return { blocks: [prose.block], thought: perLanguage(thoughts), answer };
}

export const isJudging = (request: ChatRequest) => request.response_format?.json_schema?.name === 'judgement';

/** What a judge says that gives everything this score, and may better it. */
export function verdict(request: ChatRequest, score: number, improved: unknown = null): { content: string } {
  const { verdicts } = request.response_format?.json_schema?.schema.properties ?? {};
  const rated = Object.entries(verdicts?.properties ?? {}).map(([language, { properties }]) => [
    language,
    Object.fromEntries(Object.keys(properties ?? {}).map((key) => [key, { reason: 'It is so.', score }])),
  ]);
  return { content: JSON.stringify({ verdicts: Object.fromEntries(rated), improved }) };
}

/** The blocks as the model sees them: one JSON object a line, between the fences. */
export function blocksOf(request: ChatRequest): { block: number; kind: string; text: string }[] {
  const article = /<article>\n([\s\S]*)\n<\/article>/.exec(request.messages[1]?.content ?? '')?.[1] ?? '';
  return article.split('\n').map((line) => JSON.parse(line) as { block: number; kind: string; text: string });
}

function fill(schema: JsonSchema, phrase: string): unknown {
  if (schema.anyOf) return fill(schema.anyOf.find((option) => option.type !== 'null') ?? {}, phrase);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [fill(schema.items ?? {}, phrase)];
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, fill(value, phrase)]));
  return phrase;
}
