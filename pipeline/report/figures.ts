import type { Task } from '../../task-pool/define-task.ts';
import type { CurationReport } from '../curation/curation-report.ts';
import type { Evenness } from '../evenness.ts';
import type { JudgementReport } from '../ledger/judgement-report.ts';
import type { SpendReport } from '../ledger/spend.ts';
import type { StageName } from '../reasons.ts';
import type { Language } from '../records.ts';
import type { publishedFigures } from './published-figures.ts';

export const lengthFields = ['instruction', 'input', 'thought', 'output'] as const;
export type LengthField = (typeof lengthFields)[number];

/** Characters (UTF-16 units) of one field: 5th, 25th, 50th, 75th and 95th percentile. */
export interface Length {
  kind: Task['kind'];
  language: Language;
  field: LengthField;
  pairs: number;
  percentiles: [p5: number, p25: number, median: number, p75: number, p95: number];
}

/** How much of the extraction answers stands in their inputs. All but `language` are counts. */
export interface Grounding {
  language: Language;
  pairs: number;
  /** Values of answers, at any depth. */
  leaves: number;
  /** Of these, what stands in the input with case ignored, as the published figure was taken. */
  verbatim: number;
  /** What stands there with defanging, width and all but letters and digits folded away as well. */
  folded: number;
  /** Leaves that are words of a closed vocabulary, which a text need not hold; they rest on quotes beside them. */
  labels: number;
  /** Of the leaves that are no labels, what stands in the input, folded. */
  quotesFolded: number;
  /** Pairs with every leaf in the input, and with every leaf that is no label, folded. */
  whole: number;
  wholeQuotes: number;
}

export interface TaskSpread extends Evenness {
  /** The task with most pairs, and its share of them; null without pairs. */
  commonest: { task: string; share: number } | null;
}

/** Kept documents by their date and source: `documents` has one number for each period. */
export interface Timeline {
  unit: 'month' | 'quarter' | 'year';
  periods: string[];
  /** The largest sources; the rest are one row without a source. */
  rows: { source: string | null; documents: number[] }[];
  /** Documents without a date that can be read. */
  undated: number;
}

export interface Clusters {
  /** How many clusters there are of each size, the kept member counted. */
  sizes: { size: number; clusters: number }[];
  /** Documents that were left out for a better near-duplicate. */
  duplicates: number;
  largest: { id: string; title: string; url: string; source: string; size: number }[];
}

/** What a report tells: the page is drawn from these figures alone, and `--json` prints them. */
export interface Figures {
  version: string;
  /** ISO 8601. */
  takenAt: string;
  /** Kept documents, by language. */
  documents: Record<Language, number>;
  /** Accepted pairs, those that exports take, and why they leave out others. All that follows is of what exports take. */
  curation: CurationReport;
  /** All tasks of the pool, in its order; those without pairs included. */
  tasks: { task: string; category: string; kind: Task['kind']; en: number; zh: number }[];
  models: { model: string; en: number; zh: number }[];
  /** How many pairs were read for lengths, grounding and instructions; of more, those with the least ids, which are hashes. */
  measured: { pairs: number; isSample: boolean };
  lengths: Length[];
  grounding: Grounding[];
  spread: TaskSpread[];
  /** Different instructions among the first measured pairs, up to 300 of each kind and language as in the published bench. */
  instructions: { records: number; distinct: number };
  /** `documents` are those that were kept. */
  sources: { source: string; pages: number; documents: number; en: number; zh: number }[];
  timeline: Timeline;
  /** Records of each stage. */
  stages: { stage: StageName; kept: number; dropped: number; failed: number; pending: number }[];
  drops: { stage: StageName; reason: string; count: number }[];
  /** What judges said; `scores` counts drafts by score, rounded to halves. */
  judges: (JudgementReport & { scores: { score: number; drafts: number }[] })[];
  spend: SpendReport;
  clusters: Clusters;
  published: typeof publishedFigures;
}

/** The languages' names, in the order in which figures are shown. */
export const languageNames = { en: 'English', zh: 'Chinese' } as const satisfies Record<Language, string>;
export const languages = ['en', 'zh'] as const;
export const kindNames = { understanding: 'extraction', generation: 'generation' } as const;
export const kinds = ['understanding', 'generation'] as const;
