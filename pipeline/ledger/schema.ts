import type { ColumnType, Generated } from 'kysely';
import type { BoundsReport } from '../../crawlers/discover/crawl-bounds.ts';
import type { CurationReason, Reason, ReasonOf, StageName } from '../reasons.ts';
import type { Assignment, Block, Draft, Evidence, Language, PageKind, Section } from '../records.ts';
import type { Spread } from '../stages/plenty.ts';
import type { Improvement, Verdict } from '../teacher/judge/verdict.ts';

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
  /** When it last came whole. */
  fetched_at: OptionalTimestamp;
  /** Body after content-encoding, in the page's own charset. */
  body: Buffer | null;
  /** Bodies of the article's further pages, in order. */
  parts: Buffer[] | null;
  /** What a local file said of itself: title, language, date. */
  given: Json<GivenMetadata> | null;
  /** Links from a seed. */
  depth: Generated<number>;
  /** When a sitemap or feed says it changed. */
  lastmod: OptionalTimestamp;
  /** When it was last asked for, whatever came of it. */
  checked_at: OptionalTimestamp;
  /** When what it holds now was first seen. */
  changed_at: OptionalTimestamp;
  /** Since when it answers 404 or 410. */
  gone_at: OptionalTimestamp;
  /** SHA-256 of body and parts, hexadecimal; of a list, with a short hash of the rules that its links were read by. */
  content_hash: string | null;
  /** How many different bodies it has had. */
  version: Generated<number>;
  /** Whether the body is what a browser drew. */
  rendered: Generated<boolean>;
  /** What it asks of crawlers and text miners: `noarchive`, `tdm-reservation`. */
  directives: string[] | null;
  /** What its last visit brought, and in which crawl. */
  outcome: VisitOutcome | null;
  crawl_id: string | null;
}

/** What one visit of a page brought. */
export type VisitOutcome = 'new' | 'changed' | 'unchanged' | 'gone' | 'dropped' | 'failed';

/** One crawl of one source. At most one of a source is open. */
export interface CrawlTable {
  id: string;
  source: string;
  run_id: string | null;
  trigger: 'command' | 'schedule';
  since: OptionalTimestamp;
  recheck: 'due' | 'all' | 'none';
  started_at: Timestamp;
  ended_at: OptionalTimestamp;
  outcome: string | null;
  /** What was not followed, and where it looked endless. */
  bounds: Json<BoundsReport> | null;
}

/** Visits of a page, in order; those that found nothing new one after the other are one row. */
export interface VisitTable {
  id: Generated<number>;
  page_id: string;
  crawl_id: string | null;
  outcome: VisitOutcome | 'retry';
  status: number | null;
  detail: string | null;
  bytes: number | null;
  milliseconds: number | null;
  times: Generated<number>;
  first_at: Timestamp;
  last_at: Timestamp;
}

/** Whose turn it is at a host, and how the host is doing; shared by all workers. */
export interface HostTable {
  /** Name and port. */
  host: string;
  /** The earliest time of the next request. */
  next_at: Timestamp;
  /** Until when it is held off from: it asked for it (`Retry-After`), or has just failed. */
  held_until: OptionalTimestamp;
  /** Failures in a row. */
  failures: Generated<number>;
  /** What the delay is multiplied by: grows with failures and slowness, shrinks with success. */
  slowdown: Generated<number>;
  /** Until when we leave it alone after repeated failure. */
  left_alone_until: OptionalTimestamp;
  /** How often it was left alone without a success in between. */
  trips: Generated<number>;
  /** When a worker last asked in vain for leave to send a request. */
  wanted_at: OptionalTimestamp;
  last_error: string | null;
  updated_at: Timestamp;
}

/** How fast an endpoint's model may be asked, and whether it is to be asked at all just now; shared by all workers. */
export interface EndpointLimitTable {
  /** Address without secrets. */
  endpoint: string;
  model: string;
  /** Theoretical arrival times (GCRA) of the next request and the next token. */
  requests_at: Timestamp;
  tokens_at: Timestamp;
  /** Until when nobody may call: `Retry-After`, or headers that say nothing is left. */
  held_until: OptionalTimestamp;
  /** Since when calls are paused because it does not answer, when one may try again, and how many tried in vain. */
  paused_at: OptionalTimestamp;
  try_at: OptionalTimestamp;
  trials: Generated<number>;
  last_error: string | null;
  updated_at: Timestamp;
}

export interface ScheduleTable {
  source: string;
  cron: string;
  tz: string;
  created_at: Timestamp;
  last_fired_at: OptionalTimestamp;
}

/** The last live trial of a source. */
export interface SourceCheckTable {
  source: string;
  /** Of the declaration that was tried: another one is unverified again. */
  declaration_hash: string;
  passed: boolean;
  report: Json<Record<string, unknown>>;
  checked_at: Timestamp;
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
  /** Which of its page's bodies it was made of. */
  page_version: Generated<number>;
  /** Since when its page holds something else; null for the present version. */
  outdated_at: OptionalTimestamp;
  /** What its split is read off, from its first export on; the same for its page's versions and its near-duplicates. */
  split_key: Generated<string | null>;
}

/** LSH index over signatures: documents that share a row's (band, hash) are candidates for being near-duplicates. */
export interface DocumentBandTable {
  band: number;
  hash: string;
  document_id: string;
}

/**
 * A better near-duplicate that a document was dropped for: of several, the one with the least id. Followed from one to the
 * next they lead to the member that is kept, whose id is that of the whole cluster.
 */
export interface NearDuplicateTable {
  document_id: string;
  of: string;
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
  /** What of the document the teacher was shown; null for all of it. */
  section: Json<Section> | null;
}

/** How a model's choices were spread over the tasks when that was last looked at: what further choices are steered by. */
export interface SpreadTable {
  model: string;
  /** Documents that it had chosen tasks for. */
  documents: number;
  tasks: Json<Spread['tasks']>;
  taken_at: Timestamp;
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
  /** Since when something it rests on has changed; its pair stays until its successor's is accepted. */
  stale_since: OptionalTimestamp;
  stale_because: string | null;
  /** Since when nothing of it is in the dataset, nor will be: what came after it took its place. */
  retired_at: OptionalTimestamp;
  /** How often it had been asked for before: a rerun asks anew, and the answers of another generation are not replayed. */
  generation: Generated<number>;
  /** Of the task's declaration that it was entered under; null where it is older than these hashes. */
  task_hash: string | null;
  /** The cell of the same document, task and language that stands in its place: a rerun's, or that which a rerun left. */
  gave_way_to: string | null;
}

/** One rerun: what it asked for, and when that was taken back. */
export interface RerunTable {
  id: string;
  run_id: string | null;
  filter: Json<Record<string, unknown>>;
  begun_at: Timestamp;
  undone_at: OptionalTimestamp;
}

/** A cell that a rerun entered. */
export interface RerunCellTable {
  cell_id: string;
  rerun_id: string;
  because: string;
  /** The cells whose place it takes once it has a pair. */
  replaces: string[];
}

/** Whatever a teacher answered, stored before it is looked at. The id is the hash of model, messages and parameters. */
export interface CompletionTable {
  id: string;
  model: string;
  purpose: 'select' | 'generate' | 'repair' | 'judge' | 'bench' | 'bench-judge' | 'embedding';
  /** Calls for a bench are about no document: its record stands here, as `bench:<id>`. */
  document_id: string;
  text: string;
  /** What a reasoning model thought aloud, kept apart from the answer. */
  reasoning: string | null;
  finish_reason: string | null;
  usage: Json<Record<string, unknown>> | null;
  run_id: string | null;
  created_at: Timestamp;
  /** What the call was to answer: every task in every language. Null for a selection, which serves no task yet. */
  tasks: string[] | null;
  languages: Language[] | null;
  /** Bytes of all that was sent; with what the endpoint counted, it tells how a model's tokens run. */
  prompt_bytes: number | null;
  /** All that was read, cached input included. */
  input_tokens: Generated<number>;
  cached_tokens: Generated<number>;
  /** All that was written, reasoning included. */
  output_tokens: Generated<number>;
  reasoning_tokens: Generated<number>;
  /** Whether the endpoint reported no usage, and the tokens are counted by rule of thumb. */
  estimated: Generated<boolean>;
  batch: Generated<boolean>;
  /** US dollars, by the price of the day; null where none was known. */
  cost: number | null;
  /** The price it was reckoned with. */
  price: string | null;
}

/** What all completions cost and used together: one row, kept with them. */
export interface SpendTotalTable {
  one: Generated<boolean>;
  cost: number;
  tokens: number;
}

/**
 * A call whose answer is not stored, at its upper bound: under way until `ends_at`; from then on it counts as lost, since
 * it may have been billed.
 */
export interface UnstoredCallTable {
  id: string;
  completion_id: string;
  run_id: string | null;
  model: string;
  cost: number;
  tokens: number;
  sent_at: Timestamp;
  ends_at: ColumnType<Date, Date | string, Date | string>;
}

/** Requests that were, or are to be, sent to an endpoint together by its Batch API. */
export interface BatchTable {
  /** Ours; the endpoint keeps it among the batch's metadata. */
  id: string;
  /** Address without secrets. */
  endpoint: string;
  /** Whose work awaits the answers. */
  teacher_model: string;
  /** The model that is asked. */
  model: string;
  run_id: string | null;
  /** Requests in it. */
  items: number;
  /** Open until it is `collected`, or `rejected` as a whole. */
  state: 'filled' | 'uploaded' | 'submitted' | 'collected' | 'rejected';
  input_file_id: string | null;
  /** The endpoint's name for it. */
  provider_id: string | null;
  /** What the endpoint says of it: `validating`, `in_progress`, … */
  provider_status: string | null;
  /** Of its requests, as the endpoint counts them. */
  completed: Generated<number>;
  failed: Generated<number>;
  error: string | null;
  created_at: Timestamp;
  submitted_at: OptionalTimestamp;
  polled_at: OptionalTimestamp;
  ended_at: OptionalTimestamp;
}

/** A request that is answered by a batch; deleted in the transaction that stores its completion. */
export interface BatchItemTable {
  completion_id: string;
  endpoint: string;
  teacher_model: string;
  model: string;
  purpose: CompletionTable['purpose'];
  document_id: string;
  tasks: string[] | null;
  languages: Language[] | null;
  max_output_tokens: number;
  /** The request, as JSON. */
  body: string;
  body_bytes: number;
  /** `failed`: it will not be sent again, and whoever asks for it is told `error`. */
  state: 'waiting' | 'out' | 'failed';
  batch_id: string | null;
  /** How often it was sent and brought no answer. */
  attempts: Generated<number>;
  error: string | null;
  run_id: string | null;
  entered_at: Timestamp;
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

/** A pair that left the dataset. */
export interface RetiredPairTable {
  id: string;
  cell_id: string;
  document_id: string;
  /** The whole row. */
  pair: Json<Record<string, unknown>>;
  because: string;
  /** Id of the pair that came instead. */
  replaced_by: string | null;
  retired_at: Timestamp;
}

/** A pair that exports leave out, and why. Recomputed whole from the pairs and the settings. */
export interface CurationTable {
  pair_id: string;
  reason: CurationReason;
  /** The pair that stays instead; null for caps. */
  of: string | null;
  /** One sentence for a person. */
  detail: string;
}

/** What the rows of `curation` were computed from: one row. */
export interface CurationStateTable {
  one: Generated<boolean>;
  /** Hash of the pairs, their scores and the settings. */
  fingerprint: string;
  computed_at: Timestamp;
}

/** What a judge said of a cell's draft. */
export interface JudgementTable {
  cell_id: string;
  /** The judge's. */
  model: string;
  completion_id: string;
  /** 1 to 5. */
  score: number;
  criteria: Json<Verdict>;
  /** The better thought and answer that it gave, of all languages of the draft. */
  improvement: Json<Improvement> | null;
  /** Whether the pair holds them: they passed the checks. */
  improved: boolean;
  /** Why the checks refused them. */
  refused_because: ReasonOf<'validate'> | null;
  created_at: Timestamp;
}

/** How a model at an endpoint wants to be asked. */
export interface EndpointTable {
  /** Address without user, password and query. */
  endpoint: string;
  model: string;
  /** The strictest form of answers it gives: `json-schema`, `json-object`, `text`. */
  mode: string;
  quirks: string[];
  server: string | null;
  /** Tokens of prompt and answer together. */
  context_length: number | null;
  /** Tokens that an answer may have at most. */
  output_limit: number | null;
  probed_at: Timestamp;
}

/** Why pages are neither crawled nor read for now: too many documents wait for a teacher's model. */
export interface CrawlHoldTable {
  model: string;
  because: string;
  since: Timestamp;
  /** When whoever holds them last said so. */
  noted_at: Timestamp;
}

/** A stage that an operator has paused. */
export interface PausedStageTable {
  stage: StageName;
  since: Timestamp;
  reason: string | null;
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
  near_duplicate: NearDuplicateTable;
  assignment: AssignmentTable;
  spread: SpreadTable;
  cell: CellTable;
  completion: CompletionTable;
  spend_total: SpendTotalTable;
  unstored_call: UnstoredCallTable;
  batch: BatchTable;
  batch_item: BatchItemTable;
  draft: DraftTable;
  pair: PairTable;
  retired_pair: RetiredPairTable;
  judgement: JudgementTable;
  curation: CurationTable;
  curation_state: CurationStateTable;
  crawl: CrawlTable;
  crawl_hold: CrawlHoldTable;
  paused_stage: PausedStageTable;
  visit: VisitTable;
  host: HostTable;
  endpoint_limit: EndpointLimitTable;
  endpoint: EndpointTable;
  schedule: ScheduleTable;
  source_check: SourceCheckTable;
  run: RunTable;
  rerun: RerunTable;
  rerun_cell: RerunCellTable;
}
