import { idOf, sha256 } from '../../../pipeline/hash.ts';
import { insertRows } from '../../../pipeline/ledger/insert-rows.ts';
import type { LedgerDatabase } from '../../../pipeline/ledger/ledger.ts';
import type { Evidence, Language } from '../../../pipeline/records.ts';
import { taskBySlug } from '../../../task-pool/index.ts';

export interface StoredPair {
  /** Number of its document; the first of a document decides what it is. */
  document: number;
  task?: string;
  languages?: Language[];
  input?: string;
  thought?: string;
  output?: string | Record<string, unknown>;
  evidence?: Evidence[];
  model?: string;
  source?: string;
  publishedAt?: string | null;
  licence?: string | null;
}

export const pageIdOf = (document: number) => idOf('page', `https://news.example/${document}`);

/** Puts accepted pairs into a ledger with all that they hang on, as a run would have left them. */
export async function storePairs(db: LedgerDatabase, pairs: readonly StoredPair[]): Promise<void> {
  const documents = [...new Map(pairs.toReversed().map((pair) => [pair.document, pair])).values()];
  await db.transaction().execute(async (transaction) => {
    await insertRows(
      transaction,
      'page',
      documents.map(({ document, source = 'news' }) => ({
        id: pageIdOf(document),
        ...{ source, url: `https://news.example/${document}`, kind: 'article' },
      })),
    );
    await insertRows(
      transaction,
      'document',
      documents.map(({ document, source = 'news', publishedAt = '2024-03-01', licence = null }) => ({
        ...{ id: docId(document), page_id: pageIdOf(document), source, url: `https://news.example/${document}` },
        ...{ title: `Report ${document}`, authors: [], published_at: publishedAt, modified_at: null, site_name: null },
        ...{ canonical_url: null, tags: [], language: 'en', licence, text_hash: sha256(`text ${document}`), length: 8 },
        blocks: [{ kind: 'paragraph', text: 'A report.' }],
        signature: `\\x${'00'.repeat(512)}`,
      })),
    );
    const rows = pairs.flatMap(({ languages = ['en', 'zh'], ...pair }) =>
      languages.map((language) => rowOf(pair, language)),
    );
    await insertRows(
      transaction,
      'completion',
      rows.map(({ completion_id, model, document_id }) => ({
        ...{ id: completion_id, model, document_id, purpose: 'generate', text: '{}' },
      })),
    );
    await insertRows(
      transaction,
      'cell',
      rows.map(({ cell_id, document_id, task, language, model, group_id, prompt_version }) => ({
        ...{ id: cell_id, document_id, task, language, prompt_version, model, group_id },
      })),
    );
    await insertRows(transaction, 'pair', rows);
  });
}

const docId = (document: number) => idOf('doc', String(document));

function rowOf(pair: StoredPair, language: Language) {
  const { document, task = 'summary-generation', model = 'teacher-1' } = pair;
  const of = [String(document), task, model];
  const cell = idOf('cell', ...of, language);
  return {
    ...{ id: idOf('pair', cell), cell_id: cell, document_id: docId(document), group_id: idOf('grp', ...of), task },
    ...{ category: taskBySlug(task).category, language, instruction: `Say of ${document}.`, blocks: [0] },
    evidence: pair.evidence ?? [],
    ...{ input: pair.input ?? `Text ${document}.`, thought: pair.thought ?? 'It follows.' },
    ...{ output: pair.output ?? `Answer ${document}.`, completion_id: idOf('cmp', ...of), model, prompt_version: 'p1' },
  };
}
