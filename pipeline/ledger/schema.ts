import type { ColumnType, Generated } from 'kysely';
import type { Reason, StageName } from '../reasons.ts';
import type { Assignment, Block, Draft, Evidence, Language, PageKind } from '../records.ts';

/** A column of PostgreSQL's jsonb: written as text, read as a value. */
type Json<T> = ColumnType<T, string, string>;
type Timestamp = ColumnType<Date, Date | string | null | undefined, Date | string>;
type OptionalTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

/**
 * Where one record stands with one stage. One row for every input a stage ever had, so that
 * inputs = kept + dropped + failed + pending holds by counting.
 */
export interface WorkTable {
  stage: StageName;
  record_id: string;
  /** Whose work it is, from `select` on: the teacher's model. Empty before, where no teacher is needed. */
  model: Generated<string>;
  /** What one job takes together: the source of a page to crawl, the document of a cell. */
  group_id: string;
  state: 'pending' | 'kept' | 'dropped' | 'failed';
  reason: Reason | null;
  /** One sentence for a person: what exactly was wrong. */
  detail: string | null;
  attempts: Generated<number>;
  run_id: string | null;
  updated_at: Timestamp;
}

export interface PageTable {
  id: string;
  source: string;
  url: string;
  kind: PageKind;
  parent_url: string | null;
  discovered_at: Timestamp;
  status: number | null;
  content_type: string | null;
  etag: string | null;
  last_modified: string | null;
  fetched_at: OptionalTimestamp;
  /** Body after content-encoding, in the page's own charset. */
  body: Buffer | null;
  /** Bodies of the article's further pages, in order. */
  parts: Buffer[] | null;
  /** What a local file said of itself: title, language, date. */
  given: Json<GivenMetadata> | null;
}
export interface GivenMetadata {
  title?: string;
  language?: string;
  licence?: string;
}

export interface DocumentTable {
  id: string;
  page_id: string;
  source: string;
  url: string;
  title: string;
  authors: Json<string[]>;
  published_at: string | null;
  modified_at: string | null;
  site_name: string | null;
  canonical_url: string | null;
  tags: Json<string[]>;
  language: Language;
  licence: string | null;
  blocks: Json<Block[]>;
  text_hash: string;
  /** MinHash signature: 128 unsigned 32-bit integers, little-endian. */
  signature: Buffer;
  /** Characters of text, for choosing the best of near-duplicates. */
  length: number;
  created_at: Timestamp;
}

/** LSH index over signatures: documents that share a row's (band, hash) are candidates for being near-duplicates. */
export interface DocumentBandTable {
  band: number;
  hash: string;
  document_id: string;
}

export interface AssignmentTable {
  document_id: string;
  model: string;
  task: string;
  fit: number;
  thought: Json<Assignment['thought']>;
  blocks: Json<number[]>;
  chosen: boolean;
  reason: string | null;
}

export interface CellTable {
  id: string;
  document_id: string;
  task: string;
  language: Language;
  prompt_version: string;
  model: string;
  /** Shared by the two languages of one task of one document. */
  group_id: string;
}

/** Whatever a teacher answered, stored before it is looked at. The id is the hash of model, messages and parameters. */
export interface CompletionTable {
  id: string;
  model: string;
  purpose: 'select' | 'generate' | 'repair';
  document_id: string;
  text: string;
  /** What a reasoning model thought aloud, kept apart from the answer. */
  reasoning: string | null;
  finish_reason: string | null;
  usage: Json<Record<string, unknown>> | null;
  run_id: string | null;
  created_at: Timestamp;
}

export interface DraftTable {
  cell_id: string;
  completion_id: string;
  draft: Json<Draft>;
}

export interface PairTable {
  id: string;
  cell_id: string;
  document_id: string;
  group_id: string;
  task: string;
  category: string;
  language: Language;
  instruction: string;
  input: string;
  blocks: Json<number[]>;
  thought: string;
  output: Json<Record<string, unknown> | string>;
  evidence: Json<Evidence[]>;
  completion_id: string;
  model: string;
  prompt_version: string;
}

export interface RunTable {
  id: string;
  command: string;
  config: Json<Record<string, unknown>>;
  started_at: Timestamp;
  ended_at: OptionalTimestamp;
  outcome: string | null;
}

export interface LedgerTables {
  work: WorkTable;
  page: PageTable;
  document: DocumentTable;
  document_band: DocumentBandTable;
  assignment: AssignmentTable;
  cell: CellTable;
  completion: CompletionTable;
  draft: DraftTable;
  pair: PairTable;
  run: RunTable;
}
