import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../pipeline/config.ts';
import { beginRun } from '../../../pipeline/ledger/runs.ts';
import { spendBy } from '../../../pipeline/ledger/spend.ts';
import type { Language } from '../../../pipeline/records.ts';
import { Completions } from '../../../pipeline/teacher/completions.ts';
import { OpenaiTeacher } from '../../../pipeline/teacher/openai/openai-teacher.ts';
import type { AskedTask, Drafted } from '../../../pipeline/teacher/teacher.ts';
import { taskBySlug } from '../../../task-pool/index.ts';
import { type ChatRequest, diligent, startLoopbackEndpoint } from '../../loopback-endpoint.ts';
import { createLedger } from '../../test-database.ts';
import { documentOf, paragraph, text } from '../checks/candidate.ts';

const endpoint = await startLoopbackEndpoint();
afterAll(() => endpoint.close());
const { ledger, config } = await createLedger();
const slugs = ['key-entity-recognition', 'malware-feature-extraction', 'summary-generation', 'threat-analysis'];
let number = 0;
const fresh = (language: Language = 'en') =>
  documentOf([paragraph(`${text} This is report number ${++number}.`)], { id: `doc_${number}`, language });

beforeEach(() => {
  endpoint.answer(diligent);
  endpoint.requests.length = 0;
});

async function teacherOf(overrides: Parameters<typeof loadConfig>[0] = {}) {
  const settings = loadConfig({ openaiBaseUrl: endpoint.baseUrl, model: 'loopback', ...overrides }, {});
  const completions = new Completions(ledger.db, await beginRun(ledger.db, 'test', config));
  return new OpenaiTeacher(settings, completions, new AbortController().signal);
}

/** Drafts each of the tasks, as the cells of a job do: at the same time, each for itself. */
async function draftAll(document = fresh(), languages: readonly Language[] = ['en', 'zh'], teacher = teacherOf()) {
  const together = slugs.map((slug): AskedTask => {
    const assignment = { documentId: document.id, task: slug, fit: 1, blocks: [0], chosen: true, reason: null };
    return {
      task: taskBySlug(slug),
      assignment: { ...assignment, thought: { [document.language]: 'It <names> "it".' } },
    };
  });
  const asking = await teacher;
  const drafts = await Promise.all(
    together.map((one) => asking.draft({ ...one, document, together, languages, generation: 0 })),
  );
  return new Map(slugs.map((slug, index) => [slug, drafts[index]!]));
}

const contentOf = (asked: ChatRequest) => (diligent(asked) as { content: string }).content;
const idsIn = (asked: ChatRequest) =>
  Object.keys(asked.response_format!.json_schema!.schema.properties!.answers!.properties!);
/** The diligent answer with its parts changed. */
const changed = (asked: ChatRequest, change: (answers: Record<string, unknown>) => void) => {
  const answer = JSON.parse(contentOf(asked)) as { answers: Record<string, unknown> };
  change(answer.answers);
  return { content: JSON.stringify(answer) };
};
const completionOf = (drafted: Drafted | undefined) => drafted?.completionId;
const limits = () => endpoint.requests.map((asked) => (asked as { max_tokens?: number }).max_tokens);

describe('a call for several tasks', () => {
  it('answers each in both languages, and is not made a second time', async () => {
    const document = fresh();
    const first = await draftAll(document);
    expect(endpoint.requests).toHaveLength(1);
    expect(idsIn(endpoint.requests[0]!)).toEqual(slugs);
    for (const [slug, drafted] of first)
      expect(drafted, slug).toMatchObject({
        draft: { blocks: [0], thought: { en: expect.any(String), zh: expect.any(String) } },
      });
    expect(first.get('summary-generation')).toMatchObject({
      draft: { answer: { en: expect.any(String), zh: expect.any(String) } },
    });
    expect(await draftAll(document)).toEqual(first);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('begins as every other call about the document does, and asks in its language', async () => {
    const document = fresh('zh');
    const teacher = await teacherOf();
    await teacher.weigh(document);
    await draftAll(document, ['zh']);
    const [select, several] = endpoint.requests;
    expect(several!.messages.slice(0, 2)).toEqual(select!.messages.slice(0, 2));
    const asked = several!.messages[2]!.content;
    expect(asked).toContain('summary-generation（摘要生成；文本，中文 60 到 800 个字符）');
    expect(asked).toContain('It \\u003cnames> \\"it\\".');
    expect(Object.keys(several!.response_format!.json_schema!.schema.properties!)).toEqual(['answers']);
  });

  it('is paid for by all its tasks and languages, in equal parts', async () => {
    const before = await ledger.db.selectFrom('completion').select('id').execute();
    await draftAll();
    const after = await ledger.db.selectFrom('completion').selectAll().execute();
    const [made] = after.filter(({ id }) => !before.some((known) => known.id === id));
    expect(made).toMatchObject({ purpose: 'generate', tasks: slugs, languages: ['en', 'zh'] });
    const spent = await spendBy(ledger.db, ['task']);
    const shares = slugs.map((slug) => spent.find(({ task }) => task === slug)!.calls);
    expect(shares.every((share) => share >= 0.25)).toBe(true);
  });

  it('uses the good parts, and has the failed ones repaired, by one call for these alone', async () => {
    endpoint.answer((asked, call) =>
      call > 1
        ? diligent(asked)
        : changed(asked, (answers) => {
            answers['malware-feature-extraction'] = { blocks: 'all', thought: {}, answer: {} };
            delete answers['threat-analysis'];
          }),
    );
    const drafts = await draftAll();
    expect(endpoint.requests.map(idsIn)).toEqual([slugs, ['malware-feature-extraction', 'threat-analysis']]);
    const repair = endpoint.requests[1]!.messages.at(-1)!.content;
    expect(repair).toContain('threat-analysis: it is missing');
    expect(repair).toContain('malware-feature-extraction: it has the wrong shape');
    expect(repair).toContain('\\"blocks\\":\\"all\\"');
    expect(JSON.stringify(endpoint.requests[1]!.messages.slice(2))).not.toContain('key-entity-recognition');
    for (const drafted of drafts.values()) expect(drafted).toHaveProperty('draft');
    const [entities, malware, summary, threat] = slugs.map((slug) => completionOf(drafts.get(slug)));
    expect(summary).toBe(entities);
    expect(malware).not.toBe(entities);
    expect(threat).toBe(malware);
  });

  it('rejects what the repair does not mend, and only that', async () => {
    endpoint.answer((asked) =>
      changed(asked, (answers) => {
        answers['threat-analysis'] = 'I would rather not.';
      }),
    );
    const drafts = await draftAll();
    expect(endpoint.requests).toHaveLength(2);
    expect(drafts.get('threat-analysis')).toMatchObject({
      refused: 'unparseable',
      detail: expect.stringMatching(/wrong shape|no JSON/),
    });
    for (const slug of slugs.slice(0, 3)) expect(drafts.get(slug), slug).toHaveProperty('draft');
  });

  it.each([
    ['in a fence', (json: string) => `Here:\n\`\`\`json\n${json}\n\`\`\``],
    ['without the wrapping', (json: string) => JSON.stringify((JSON.parse(json) as { answers: unknown }).answers)],
    ['without the last brackets', (json: string) => json.slice(0, -2)],
    [
      'with one part that is no JSON',
      (json: string) =>
        json.replace('"malware-feature-extraction":{', '"malware-feature-extraction":{ "oh": "a "b" {c", '),
    ],
  ])('reads an answer that comes %s', async (_, dress) => {
    endpoint.answer((asked, call) => ({ content: call === 1 ? dress(contentOf(asked)) : contentOf(asked) }));
    const drafts = await draftAll();
    for (const [slug, drafted] of drafts) expect(drafted, slug).toHaveProperty('draft');
    for (const asked of endpoint.requests.slice(1)) expect(idsIn(asked)).toEqual(['malware-feature-extraction']);
  });

  it('has a text repaired that holds no answers at all', async () => {
    endpoint.answer((asked, call) => (call === 1 ? { content: 'Let me think about it.' } : diligent(asked)));
    for (const drafted of (await draftAll()).values()) expect(drafted).toHaveProperty('draft');
    expect(idsIn(endpoint.requests[1]!)).toEqual(slugs);
    expect(endpoint.requests[1]!.messages.at(-1)!.content).toContain('Let me think about it.');
  });

  it('that is refused as a whole is made for each task alone', async () => {
    endpoint.answer((asked) =>
      asked.response_format?.json_schema?.name === 'drafts' ||
      asked.messages.at(-1)!.content.includes('Threat Analysis')
        ? { content: '', finishReason: 'content_filter' }
        : diligent(asked),
    );
    const drafts = await draftAll();
    expect(drafts.get('threat-analysis')).toMatchObject({ refused: 'content-filter' });
    for (const slug of slugs.slice(0, 3)) expect(drafts.get(slug), slug).toHaveProperty('draft');
    expect(endpoint.requests).toHaveLength(1 + slugs.length);
  });
});

describe('an answer to several tasks that was cut', () => {
  /** Cut at its limit, in the middle of the part of a task or at the end of it. */
  const cutIn = (json: string, slug: string, at = 30) => json.slice(0, json.indexOf(`"${slug}"`) + at);

  it.each([
    ['in the middle of a part', 30, ['summary-generation', 'threat-analysis']],
    ['right before a part', 0, ['summary-generation', 'threat-analysis']],
    ['within an id', 7, ['summary-generation', 'threat-analysis']],
  ])('%s: what is whole is used, the rest is asked for once more with room', async (_, at, rest) => {
    endpoint.answer((asked, call) =>
      call === 1
        ? { content: cutIn(contentOf(asked), 'summary-generation', at), finishReason: 'length' }
        : diligent(asked),
    );
    const drafts = await draftAll(fresh(), ['en', 'zh'], teacherOf({ maxOutputTokens: 3000 }));
    for (const [slug, drafted] of drafts) expect(drafted, slug).toHaveProperty('draft');
    expect(endpoint.requests.map(idsIn)).toEqual([slugs, rest]);
    expect(limits()).toEqual([12_000, 12_000]);
    expect(completionOf(drafts.get(slugs[0]!))).not.toBe(completionOf(drafts.get('threat-analysis')));
  });

  it('does not use the part that it ends in, however whole it looks, and rejects what is cut again', async () => {
    endpoint.answer((asked) => ({ content: contentOf(asked), finishReason: 'length' }));
    const drafts = await draftAll();
    expect(endpoint.requests.map(idsIn)).toEqual([slugs, ['threat-analysis']]);
    expect(drafts.get('threat-analysis')).toMatchObject({ refused: 'truncated' });
    for (const slug of slugs.slice(0, 3)) expect(drafts.get(slug), slug).toHaveProperty('draft');
  });

  it('is not asked for again where nothing is whole and a higher limit would not help', async () => {
    endpoint.answer(() => ({
      content: `{"answers": {"x": "${'round and round and round it goes, '.repeat(60)}`,
      finishReason: 'length',
    }));
    for (const drafted of (await draftAll()).values()) expect(drafted).toMatchObject({ refused: 'truncated' });
    expect(endpoint.requests).toHaveLength(1);
  });
});
