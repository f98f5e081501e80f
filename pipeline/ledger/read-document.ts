import type { Selectable } from 'kysely';
import type { Document } from '../records.ts';
import type { LedgerDatabase } from './ledger.ts';
import type { DocumentTable } from './schema.ts';

/** A document as its record, from its row. */
export function documentOf(row: Selectable<DocumentTable>): Document {
  return {
    id: row.id,
    pageId: row.page_id,
    source: row.source,
    url: row.url,
    title: row.title,
    authors: row.authors,
    publishedAt: row.published_at,
    modifiedAt: row.modified_at,
    siteName: row.site_name,
    canonicalUrl: row.canonical_url,
    tags: row.tags,
    language: row.language,
    licence: row.licence,
    blocks: row.blocks,
    textHash: row.text_hash,
  };
}

/**
 * Documents by id. A document never changes (its id is made of its text), and the stages ask for the same one in turn, so
 * the last few are kept: what a teacher read off one is then known for all its cells.
 */
export async function readDocuments(db: LedgerDatabase, ids: string[]): Promise<Map<string, Document>> {
  const found = new Map<string, Document>();
  for (const id of ids) {
    const known = recent.get(id);
    if (known) found.set(id, known);
  }
  const missing = [...new Set(ids)].filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const rows = await db.selectFrom('document').selectAll().where('id', 'in', missing).execute();
  for (const row of rows) {
    const document = documentOf(row);
    found.set(row.id, document);
    recent.set(row.id, document);
    if (recent.size > mostRecent) recent.delete(recent.keys().next().value as string);
  }
  return found;
}

const mostRecent = 64;
const recent = new Map<string, Document>();
