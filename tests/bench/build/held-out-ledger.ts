import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textToBlocks } from '../../../crawlers/extract/text-to-blocks.ts';
import { idOf, sha256 } from '../../../pipeline/hash.ts';
import { insertRows } from '../../../pipeline/ledger/insert-rows.ts';
import type { LedgerDatabase } from '../../../pipeline/ledger/ledger.ts';
import { packageRoot } from '../../../pipeline/package-root.ts';
import type { Document, Language, Pair } from '../../../pipeline/records.ts';
import type { ExportedPair } from '../../../pipeline/shards/exported-pair.ts';
import { validate } from '../../../pipeline/stages/validate.ts';
import { answerByRules, rulesTasks } from '../../../pipeline/teacher/rules/answers/index.ts';
import { extractFacts } from '../../../pipeline/teacher/rules/extract/index.ts';
import { taskBySlug } from '../../../task-pool/index.ts';

/** Puts every n-th section of the sample articles into a ledger, with the pairs that the rules make of it. */
export async function storeSampleSections(db: LedgerDatabase, every = 1): Promise<Document[]> {
  const documents = (await sampleSections()).filter((_, index) => index % every === 0);
  const pairs = documents.flatMap(pairsOf);
  await db.transaction().execute(async (transaction) => {
    await insertRows(
      transaction,
      'page',
      documents.map(({ pageId, source, url }) => ({ id: pageId, source, url, kind: 'article' as const })),
    );
    await insertRows(
      transaction,
      'document',
      documents.map(({ id, pageId, source, url, title, language, blocks, textHash }) => ({
        ...{ id, page_id: pageId, source, url, title, language, blocks, text_hash: textHash, authors: [], tags: [] },
        ...{ published_at: null, modified_at: null, site_name: null, canonical_url: null, licence: null, length: 100 },
        signature: `\\x${'00'.repeat(512)}`,
      })),
    );
    await insertRows(
      transaction,
      'completion',
      pairs.map(({ completionId, model, documentId }) => ({
        ...{ id: completionId, model, document_id: documentId, purpose: 'generate' as const, text: '{}' },
      })),
    );
    await insertRows(
      transaction,
      'cell',
      pairs.map(({ cellId, documentId, task, language, promptVersion, model, group }) => ({
        ...{ id: cellId, document_id: documentId, task, language, prompt_version: promptVersion, model },
        group_id: group,
      })),
    );
    await insertRows(
      transaction,
      'pair',
      pairs.map(({ cellId, documentId, group, completionId, promptVersion, ...pair }) => ({
        ...{ ...pair, cell_id: cellId, document_id: documentId, group_id: group },
        ...{ completion_id: completionId, prompt_version: promptVersion },
      })),
    );
  });
  return documents;
}

export async function sampleSections(): Promise<Document[]> {
  const documents: Document[] = [];
  for (const language of ['en', 'zh'] as const) {
    const folder = join(packageRoot, 'sample-news', 'articles', language);
    for (const name of (await readdir(folder)).sort()) {
      const sections = (await readFile(join(folder, name), 'utf8')).split(/<h[23]>/);
      for (const [number, section] of sections.entries()) {
        const text = section
          .replace(/<!--[\s\S]*?-->/g, '')
          .replace(/<\/(?:p|li|h\d)>/g, '\n\n')
          .replace(/<[^>]+>/g, ' ')
          .trim();
        if (text.length > 200) documents.push(documentOf(`${language}/${name}/${number}`, text, language));
      }
    }
  }
  return documents;
}

export function documentOf(name: string, text: string, language: Language): Document {
  return {
    ...{ id: idOf('doc', name), pageId: idOf('page', name), source: 'sample', url: `https://news.example/${name}` },
    ...{ title: name, authors: [], publishedAt: null, modifiedAt: null, siteName: null, canonicalUrl: null, tags: [] },
    ...{ licence: null, language, textHash: sha256(text), blocks: textToBlocks(text) },
  };
}

/** The same pairs as an export would read them. */
export const exportedPairsOf = (document: Document): ExportedPair[] =>
  pairsOf(document).map((pair) => ({
    ...{ ...pair, kind: taskBySlug(pair.task).kind, answeredBy: pair.model, score: null, split: 'bench' },
    ...{ source: document.source, url: document.url, title: document.title, publishedAt: null, licence: null },
    textHash: document.textHash,
  }));

function pairsOf(document: Document): Pair[] {
  const facts = extractFacts(document.blocks, document.language);
  return [...rulesTasks].flatMap((task) => {
    const draft = answerByRules(task, facts, document);
    if ('cannot' in draft) return [];
    const of = [document.id, task];
    const cell = {
      ...{ id: idOf('cell', ...of), documentId: document.id, task, language: document.language },
      ...{ promptVersion: 'rules-1', model: 'rules-1', group: idOf('grp', ...of) },
    };
    const outcome = validate({ cell, document, draft, completionId: idOf('cmp', ...of) });
    return outcome.kept && outcome.outputs.pair ? [outcome.outputs.pair] : [];
  });
}
