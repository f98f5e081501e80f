import type { ReasonOf } from '../reasons.ts';
import type { PageKind } from '../records.ts';
import type { GivenMetadata } from './schema.ts';

/** A page that was discovered, or a file that was ingested (which comes with its body). */
export interface NewPage {
  id: string;
  source: string;
  url: string;
  kind: PageKind;
  parentUrl: string | null;
  /** Set where it is settled the moment it is found. */
  dropped?: { reason: ReasonOf<'crawl'>; detail: string };
  body?: PageBody;
  given?: GivenMetadata;
}

export interface PageBody {
  status: number | null;
  contentType: string | null;
  etag: string | null;
  lastModified: string | null;
  /** ISO 8601. */
  fetchedAt: string;
  /** Null where it is not kept: for a feed, a sitemap, a listing, a page that was not modified. */
  body: Buffer | null;
  parts: Buffer[];
}
