import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../pipeline/config.ts';
import { beginRun } from '../../pipeline/ledger/runs.ts';
import type { Document, Language } from '../../pipeline/records.ts';
import { validate } from '../../pipeline/stages/validate.ts';
import { Completions } from '../../pipeline/teacher/completions.ts';
import { listModels } from '../../pipeline/teacher/openai/examine/list-models.ts';
import { sampleReport } from '../../pipeline/teacher/openai/examine/sample-report.ts';
import { OpenaiTeacher } from '../../pipeline/teacher/openai/openai-teacher.ts';
import { taskBySlug } from '../../task-pool/index.ts';
import { documentOf, paragraph } from '../pipeline/checks/candidate.ts';
import { createLedger } from '../test-database.ts';

/** See docs/real-model.md. Without these, the test is skipped. */
const { SEVENLLM_REAL_MODEL_URL: url, SEVENLLM_REAL_MODEL: named, SEVENLLM_REAL_MODEL_TOKENS: tokens } = process.env;

const languages: readonly Language[] = ['en', 'zh'];
const documents: Document[] = [
  sampleReport,
  documentOf(
    [
      paragraph(
        'The worm Redbrook spread on 7 June 2024 through CVE-2023-46604 in Apache ActiveMQ, and mined Monero on 1,200 servers in Portugal.',
      ),
      paragraph(
        'It fetched its program from 198.51.100.23 over HTTP. Whoever runs ActiveMQ should install version 5.18.3.',
      ),
    ],
    { id: 'doc_redbrook', title: 'The worm Redbrook' },
  ),
  documentOf(
    [
      paragraph('2024年9月3日，攻击者利用CVE-2024-38112漏洞向某大学的教职员工发送钓鱼邮件，并植入远程控制木马。'),
      paragraph('木马通过HTTPS协议与203.0.113.77通信，窃取了约4000份文件。学校随后更换了全部密码并安装了更新。'),
    ],
    { id: 'doc_campus', title: '某大学遭钓鱼邮件攻击', language: 'zh' },
  ),
];
const tasks = ['key-entity-recognition', 'summary-generation'].map(taskBySlug);

describe.skipIf(!url)(`a real model at SEVENLLM_REAL_MODEL_URL${url ? '' : ', which is not set'}`, () => {
  it('brings every cell to an end: a pair that passes every check, or a reason', { timeout: 3_600_000 }, async () => {
    const { ledger } = await createLedger();
    const base = { openaiBaseUrl: url!, maxOutputTokens: Number(tokens) || 600, callTimeoutSeconds: 1800 };
    const model = named ?? (await listModels(loadConfig(base, {}))).models?.[0]?.id;
    const config = loadConfig({ ...base, ...(model && { model }) }, {});
    const runId = await beginRun(ledger.db, 'real model', config);
    const log = { warn: (line: unknown) => console.warn(String(line)) };
    const shared = { db: ledger.db, log };
    const teacher = new OpenaiTeacher(config, new Completions(ledger.db, runId), new AbortController().signal, shared);
    const ends: string[] = [];
    const count = (end: string) => void ends.push(end);
    for (const document of documents) {
      const weighed = await teacher.weigh(document);
      const fitting = weighed.filter(({ reason }) => reason === null);
      count(fitting.length > 0 ? 'selected' : `selection: ${weighed[0]?.reason?.slice(0, 120)}`);
      for (const task of tasks) {
        const assignment = weighed.find((one) => one.task === task.slug)!;
        const drafted = await teacher.draft({ document, task, assignment, languages, generation: 0 });
        for (const language of languages) {
          if ('refused' in drafted) count(`rejected: ${drafted.refused}`);
          else {
            const cell = {
              ...{ id: `${document.id}-${task.slug}-${language}`, documentId: document.id, task: task.slug, language },
              ...{ promptVersion: teacher.promptVersions[document.language], model: teacher.model, group: document.id },
            };
            const outcome = validate({ cell, document, ...drafted });
            count(outcome.kept ? 'accepted' : `rejected: ${outcome.reason}`);
          }
        }
      }
    }
    const calls = await ledger.db.selectFrom('completion').select(['purpose', 'finish_reason', 'usage']).execute();
    const traits = await ledger.db.selectFrom('endpoint').selectAll().execute();
    console.info(
      JSON.stringify(
        {
          model: teacher.model,
          traits,
          calls: tally(calls.map(({ purpose, finish_reason }) => `${purpose} ${finish_reason}`)),
          ends: tally(ends),
        },
        null,
        2,
      ),
    );
    expect(ends).toHaveLength(documents.length * (1 + tasks.length * languages.length));
    expect(ends.every((end) => /^(selected|accepted|selection: .+|rejected: .+)$/s.test(end))).toBe(true);
    expect(calls.length).toBeGreaterThanOrEqual(documents.length * (1 + tasks.length));
    expect(traits).toHaveLength(1);
  });
});

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
