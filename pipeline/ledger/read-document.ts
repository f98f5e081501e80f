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

export async function readDocuments(db: LedgerDatabase, ids: string[]): Promise<Map<string, Document>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('document')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, documentOf(row)]));
}
