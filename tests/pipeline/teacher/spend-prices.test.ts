import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../pipeline/errors.ts';
import { accountOf } from '../../../pipeline/teacher/spend/account-of.ts';
import { dollars } from '../../../pipeline/teacher/spend/dollars.ts';
import { isLocalEndpoint } from '../../../pipeline/teacher/spend/is-local-endpoint.ts';
import { costOf } from '../../../pipeline/teacher/spend/price.ts';
import { openPriceList } from '../../../pipeline/teacher/spend/price-list.ts';
import { readUsage } from '../../../pipeline/teacher/spend/read-usage.ts';
import { tokenizerOf } from '../../../pipeline/teacher/spend/tokenizer.ts';
import { temporaryFolder } from '../../end-to-end/corpus.ts';

const remote = 'https://api.example.com/v1';

describe('readUsage', () => {
  const cases: [who: string, usage: Record<string, unknown> | null, read: unknown[] | null][] = [
    [
      'OpenAI',
      {
        ...{ prompt_tokens: 2000, completion_tokens: 300, total_tokens: 2300 },
        prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 128 },
      },
      [2000, 1024, 300, 128],
    ],
    ['vLLM', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: null }, [10, 0, 5, 0]],
    [
      'DeepSeek',
      { prompt_tokens: 100, completion_tokens: 20, prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 36 },
      [100, 64, 20, 0],
    ],
    [
      "Anthropic's own form, where the cache is counted apart",
      { input_tokens: 50, cache_read_input_tokens: 1000, cache_creation_input_tokens: 200, output_tokens: 70 },
      [1250, 1000, 70, 0],
    ],
    [
      'a gateway that keeps both forms',
      { prompt_tokens: 1250, completion_tokens: 70, cache_read_input_tokens: 1000 },
      [1250, 1000, 70, 0],
    ],
    [
      'the Responses API',
      {
        ...{ input_tokens: 900, input_tokens_details: { cached_tokens: 512 } },
        ...{ output_tokens: 80, output_tokens_details: { reasoning_tokens: 30 } },
      },
      [900, 512, 80, 30],
    ],
    [
      'thinking in the total alone',
      { prompt_tokens: 100, completion_tokens: 20, total_tokens: 420 },
      [100, 0, 320, 300],
    ],
    ['more cached than read', { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 90 }, [10, 10, 1, 0]],
    ['nothing', null, null],
    ['half', { prompt_tokens: 10 }, null],
    ['nonsense', { prompt_tokens: '12', completion_tokens: -1, total_tokens: 1e300 }, null],
    ['an absurd total', { prompt_tokens: 1, completion_tokens: 1, total_tokens: 1e300 }, [1, 0, 1, 0]],
  ];
  for (const [who, usage, read] of cases)
    it(`reads what is reported by ${who}`, () => {
      const tokens = readUsage(usage);
      expect(tokens && [tokens.input, tokens.cached, tokens.output, tokens.reasoning]).toEqual(read);
    });
});

describe('openPriceList', () => {
  const listed = openPriceList({ prices: null, openaiBaseUrl: remote });

  it('knows a model by its name, with a provider before it or a date after it, and no other', () => {
    for (const name of ['gpt-4o-mini', 'openai/gpt-4o-mini', 'GPT-4o-mini-2024-07-18'])
      expect(listed(name)).toMatchObject({
        input: 0.15,
        output: 0.6,
        label: expect.stringContaining('gpt-4o-mini as of'),
      });
    expect(listed('gpt-4o')?.input).toBe(2.5);
    expect(listed('gpt-4o-mini-audio')).toBeNull();
    expect(listed('qwen2.5:7b')).toBeNull();
  });

  it('takes nothing for an endpoint of one’s own, unless the person prices it', async () => {
    const file = join(await temporaryFolder(), 'prices.json');
    await writeFile(file, '{"qwen*": {"input": 1, "output": 2}, "qwen2.5:72b": {"input": 3, "output": 4}}');
    const own = openPriceList({ prices: file, openaiBaseUrl: 'http://127.0.0.1:8000/v1' });
    expect(own('gpt-4o')).toMatchObject({ input: 0, output: 0, label: 'local endpoint' });
    expect(own('qwen2.5:7b')?.input).toBe(1);
    expect(own('qwen2.5:72b')?.input).toBe(3);
  });

  it('says what is wrong with a file', async () => {
    const file = join(await temporaryFolder(), 'prices.json');
    const open = () => openPriceList({ prices: file, openaiBaseUrl: remote });
    expect(open).toThrow(SetupError);
    await writeFile(file, '{"my-model": {"input": "free"}}');
    expect(open).toThrow(/my-model/);
    await writeFile(file, '{"my-model": ');
    expect(open).toThrow(/cannot be read/);
  });

  it('tells a network of one’s own from the internet', () => {
    const local = [
      'http://localhost:1/v1',
      'http://[::1]:1/v1',
      'http://10.0.0.8/v1',
      'http://vllm:8000/v1',
      'http://gpu.lan/v1',
    ];
    for (const url of local) expect(isLocalEndpoint(url), url).toBe(true);
    for (const url of [remote, 'http://8.8.8.8/v1', 'http://10.0.0.8.example.com/v1', null])
      expect(isLocalEndpoint(url), String(url)).toBe(false);
  });
});

describe('the account of a call', () => {
  const prices = openPriceList({ prices: null, openaiBaseUrl: remote });
  const call = { model: 'gpt-4o-mini', prompt: 'x'.repeat(300), text: 'y'.repeat(30), reasoning: null, batch: false };

  it('charges cached input, output and the batch at their own prices', () => {
    const usage = {
      ...{ prompt_tokens: 1_000_000, completion_tokens: 1_000_000 },
      prompt_tokens_details: { cached_tokens: 400_000 },
    };
    expect(accountOf({ ...call, usage }, prices).cost).toBeCloseTo(0.6 * 0.15 + 0.4 * 0.075 + 0.6, 9);
    expect(accountOf({ ...call, usage, batch: true }, prices).cost).toBeCloseTo((0.12 + 0.6) / 2, 9);
    const full = { input: 1, output: 1, label: '' };
    expect(costOf({ input: 10, cached: 5, output: 0, reasoning: 0 }, full)).toBeCloseTo(10e-6, 12);
  });

  it('estimates what is not reported and says so, and takes nothing where nobody was called', () => {
    expect(accountOf({ ...call, usage: null }, prices)).toMatchObject({
      ...{ estimated: true, tokens: { input: 100, cached: 0, output: 10, reasoning: 0 } },
      cost: expect.closeTo((100 * 0.15 + 10 * 0.6) / 1e6, 12),
    });
    expect(accountOf({ ...call, model: 'rules-1', usage: null }, prices)).toMatchObject({
      ...{ estimated: false, cost: 0, tokens: { input: 0, output: 0 } },
    });
    expect(accountOf({ ...call, model: 'unknown', usage: null }, prices)).toMatchObject({ cost: null, price: null });
  });

  it('writes amounts as a person reads them', () => {
    expect([0, 1234.5, 0.5, 0.0123, 0.00012345, 1e-9].map(dollars)).toEqual([
      ...['$0', '$1,234.50', '$0.500', '$0.0123', '$0.000123', '< $0.000001'],
    ]);
  });
});

describe('tokenizerOf', () => {
  it('counts as the model does where its tokenizer is known, and says where it is not', async () => {
    const mini = await tokenizerOf('openai/gpt-4o-mini');
    expect(mini).toMatchObject({ encoding: 'o200k_base', isExact: true });
    expect(mini.count('hello world')).toBe(2);
    // As OpenAI's own tiktoken counts.
    const sentence = '攻击者通过漏洞进入系统。';
    expect(mini.count(sentence)).toBe(7);
    expect((await tokenizerOf('gpt-4')).count(sentence)).toBe(13);
    expect(mini.count('<|endoftext|>')).toBeGreaterThan(1);
    expect(await tokenizerOf('gpt-4')).toMatchObject({ encoding: 'cl100k_base', isExact: true });
    expect(await tokenizerOf('qwen2.5:7b')).toMatchObject({ isExact: false });
  });

  it('is not held up by a run of letters without an end', async () => {
    const { count } = await tokenizerOf('gpt-4o');
    expect(count('a'.repeat(60_000))).toBeGreaterThan(5_000);
  }, 20_000);
});
