import { OpenaiTeacher } from '../../dist/pipeline/teacher/openai/openai-teacher.js';
import { taskHashes } from '../../dist/task-pool/task-hash.js';

/** The answer that an endpoint may give to each of these cells. */
export const answer = {
  blocks: [0],
  thought: {
    en: 'Mimikatz is said to have read passwords from memory, and nothing else in the passage was put to use.',
    zh: '文中提到 Mimikatz 被用来从内存读取密码，除此之外没有别的软件被投入使用。',
  },
  answer: { tools: [{ name: 'Mimikatz', type: null, usedBy: [], use: 'to read passwords from memory', files: [] }] },
};

const sentence = 'The intruders used Mimikatz to read passwords from memory on the file server.';
const task = 'attack-tool-identification';

/**
 * Enters documents that are read, compared and selected for, with their cells in both languages pending, as a crawl of
 * that size would leave them. Returns what it entered, and the size of each table, as a sentence.
 */
export async function enterPendingCells(ledger, config, { documents, tasksOfDocument, paragraphs }) {
  const began = performance.now();
  const { model } = config;
  const { promptVersions } = new OpenaiTeacher(config, {}, new AbortController().signal);
  const tasks = [task, ...[...taskHashes.keys()].filter((slug) => slug !== task)];
  const hashes = JSON.stringify(Object.fromEntries(taskHashes));
  const blocks = JSON.stringify(
    [sentence, ...Array.from({ length: paragraphs }, (_, part) => `Part ${part}: ${sentence.repeat(4)}`)].map(
      (text) => ({ kind: 'paragraph', text }),
    ),
  );
  const id = (prefix, of) => `'${prefix}_' || left(md5(${of}::text), 16)`;
  const url = `'https://example.test/' || n`;
  const statements = [
    `insert into run (id, command, config) values ('run_benchmark', 'benchmark', '{}')`,
    `insert into page (id, source, url, kind, status)
      select ${id('page', 'n')}, 'benchmark', ${url}, 'article', 200 from generate_series(1, ${documents}) n`,
    `insert into document
        (id, page_id, source, url, title, authors, tags, language, blocks, text_hash, signature, length)
      select ${id('doc', 'n')}, ${id('page', 'n')}, 'benchmark', ${url}, 'Report ' || n, '[]', '[]', 'en',
        '${blocks}'::jsonb, md5(n::text), decode(repeat('00', 512), 'hex'), 2000 from generate_series(1, ${documents}) n`,
    `insert into assignment (document_id, model, task, fit, thought, blocks, chosen, reason)
      select ${id('doc', 'n')}, '${model}', task, 0.9, '{}', '[0]', place <= ${tasksOfDocument},
        case when place > ${tasksOfDocument} then 'Others fit at least as well.' end
      from generate_series(1, ${documents}) n, unnest('{${tasks}}'::text[]) with ordinality as one (task, place)`,
    `insert into cell (id, document_id, task, language, prompt_version, model, group_id, task_hash)
      select ${id('cell', 'document_id || task || language')}, document_id, task, language, '${promptVersions.en}', model,
        ${id('grp', 'document_id || task')}, '${hashes}'::jsonb ->> task
      from assignment, (values ('en'), ('zh')) as both_of (language) where chosen`,
    `insert into work (stage, record_id, group_id, model, state, run_id)
      select stage, case when stage in ('crawl', 'clean') then page_id else id end,
        case stage when 'crawl' then source when 'clean' then page_id else id end,
        case stage when 'select' then '${model}' else '' end, 'kept', 'run_benchmark'
      from document, unnest('{crawl,clean,dedupe,select}'::text[]) as stage`,
    `insert into completion
        (id, model, purpose, document_id, text, finish_reason, usage, run_id, input_tokens, output_tokens, cost)
      select ${id('cmp', 'id')}, '${model}', 'select', id, repeat('{"task": "x", "fit": 0.5}', 20), 'stop',
        '{"prompt_tokens": 1800, "completion_tokens": 200}', 'run_benchmark', 1800, 200, 0.001 from document`,
    `insert into work (stage, record_id, group_id, model, state, run_id)
      select 'generate', id, document_id, model, 'pending', 'run_benchmark' from cell`,
    `insert into crawl (id, source, run_id, trigger, recheck, ended_at, outcome)
      values ('crawl_benchmark', 'benchmark', 'run_benchmark', 'command', 'due', now(), 'ended')`,
  ];
  const client = await ledger.pool.connect();
  // What refers to what is right as it is made: to prove it for each row would take most of the time.
  await client.query('set session_replication_role = replica; set synchronous_commit = off');
  for (const statement of statements) await client.query(statement);
  await client.query('vacuum analyze');
  client.release(true);
  const { rows } = await ledger.pool.query(
    `select relname as table, pg_total_relation_size(oid) as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > 1000 order by bytes desc`,
  );
  const sizes = rows.map(({ table, bytes }) => `${table} ${(bytes / 1e6).toFixed(0)} MB`).join(', ');
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  return `${documents} documents, ${2 * tasksOfDocument * documents} pending cells, entered in ${seconds} s; ${sizes}`;
}
