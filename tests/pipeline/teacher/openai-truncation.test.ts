import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import type { Completion } from '../../../pipeline/teacher/completions.ts';
import { OpenaiTeacher } from '../../../pipeline/teacher/openai/openai-teacher.ts';
import { taskBySlug } from '../../../task-pool/index.ts';
import { type ChatRequest, diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { documentOf, paragraph, text } from '../checks/candidate.ts';

const server = await startLoopbackEndpoint();
afterAll(() => server.close());
const completions: Completion[] = [];
const request = {
  document: documentOf([paragraph(text)]),
  task: taskBySlug('key-entity-recognition'),
  assignment: {
    ...{ documentId: 'doc_1', task: 'key-entity-recognition', fit: 1, thought: { en: 'names' }, blocks: [0] },
    ...{ chosen: true, reason: null },
  },
  languages: ['en', 'zh'] as const,
  generation: 0,
};

beforeEach(() => {
  server.requests.length = 0;
  completions.length = 0;
});

function draft() {
  const config = loadConfig({ openaiBaseUrl: server.baseUrl, model: 'loopback', maxOutputTokens: 1000 }, {});
  const kept = {
    async get(_: unknown, ask: () => Promise<Omit<Completion, 'id' | 'replayed'>>) {
      completions.push({ ...(await ask()), id: `cmp_${completions.length}`, replayed: false });
      return completions.at(-1)!;
    },
  };
  return new OpenaiTeacher(config, kept, new AbortController().signal).draft(request);
}

const whole = (asked: ChatRequest) => (diligent(asked) as { content: string }).content;
const limits = () => server.requests.map((asked) => (asked as { max_tokens?: number }).max_tokens);
/** A raw completion, so that every field of it can be what a broken server makes of it. */
const completion = (content: string | null, finish: string | null, used: number, more: object = {}) => ({
  status: 200,
  body: {
    choices: [{ index: 0, message: { role: 'assistant', content, ...more }, finish_reason: finish }],
    usage: { prompt_tokens: 500, completion_tokens: used },
  },
});

describe('an answer that was cut', () => {
  it.each([
    ['said so', 'length'],
    ['said "stop" at its limit', 'stop'],
    ['said nothing', null],
  ])('is asked for once more with twice the limit, where the endpoint %s', async (_, finish) => {
    server.answer((asked, call) =>
      call === 1 ? completion(whole(asked).slice(0, -30), finish, 1000) : completion(whole(asked), 'stop', 1200),
    );
    expect(await draft()).toHaveProperty('draft');
    expect(limits()).toEqual([1000, 2000]);
    expect(completions).toHaveLength(2);
  });

  it('is never accepted, however whole it looks', async () => {
    server.answer((asked, call) => completion(whole(asked), 'length', call * 1000));
    expect(await draft()).toMatchObject({ refused: 'truncated' });
    expect(limits()).toEqual([1000, 2000]);
  });

  it('is not asked for again where it was another limit than ours, or went round in circles', async () => {
    server.answer((asked) => completion(whole(asked).slice(0, -30), 'length', 300));
    expect(await draft()).toMatchObject({ refused: 'truncated' });
    server.answer(() =>
      completion(`{"blocks": [0], "thought": "${'and the server and the client '.repeat(60)}`, 'length', 1000),
    );
    expect(await draft()).toMatchObject({ refused: 'truncated' });
    expect(limits()).toEqual([1000, 1000]);
  });

  it('in its thinking is asked for with less of it, where the server is known to take that', async () => {
    const thinking = { reasoning_content: 'Let me see what else there may be.' };
    server.answer((asked, call) =>
      call === 1
        ? { ...completion(null, 'length', 1000, thinking), headers: { server: 'llama.cpp' } }
        : completion(whole(asked), 'stop', 800),
    );
    expect(await draft()).toHaveProperty('draft');
    expect(server.requests[1]).toMatchObject({ max_tokens: 2000, chat_template_kwargs: { enable_thinking: false } });
    expect(completions.map(({ reasoning }) => reasoning)).toEqual([thinking.reasoning_content, null]);
  });

  it('in the middle by a stop of its own is sent back for repair, and rejected where that is cut too', async () => {
    server.answer((asked, call) => completion(call === 1 ? whole(asked).slice(0, -30) : whole(asked), 'stop', 200));
    expect(await draft()).toHaveProperty('draft');
    expect(server.requests[1]!.messages.at(-1)!.content).toContain('in the middle');
    server.requests.length = 0;
    server.answer((asked) => completion(whole(asked).slice(0, -30), 'stop', 200));
    expect(await draft()).toMatchObject({ refused: 'unparseable', detail: expect.stringContaining('middle') });
    expect(server.requests).toHaveLength(2);
  });
});

describe('thinking', () => {
  it('never gets into a draft, however it comes', async () => {
    for (const dress of [
      (json: string) => `<think>SECRET {"blocks": [9]}</think>${json}`,
      (json: string) => `SECRET\n</think>${json}`,
    ]) {
      server.answer((asked) => completion(dress(whole(asked)), 'stop', 200));
      const drafted = await draft();
      expect(drafted).toHaveProperty('draft');
      expect(JSON.stringify(drafted)).not.toContain('SECRET');
      expect(completions.at(-1)?.reasoning).toContain('SECRET');
    }
    server.answer((asked) => completion(`<think>SECRET ${whole(asked)}`, 'length', 400));
    expect(await draft()).toMatchObject({ refused: 'truncated', detail: expect.stringContaining('still thinking') });
  });
});
