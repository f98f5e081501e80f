import type { Compression } from '../compress.ts';
import type { ExportedPair } from '../exported-pair.ts';
import type { ShardSizes } from '../line-shards.ts';
import type { ShardFolder } from '../shard-folder.ts';

export interface FormatOptions {
  sizes: ShardSizes;
  compression: Compression;
  /** What is trained on: the answer alone, or the thought and then the answer (the paper's two target forms). */
  target: 'answer' | 'thought';
  /** How a question is put, where a format holds it as one text: instruction and input alone, or as the paper does. */
  template: 'plain' | 'paper';
}

/** Writes pairs as files of one format into a folder of its own. */
export interface FormatWriter {
  /** `number` counts the pairs of the export from 1. Returns a promise where the next pair has to wait. */
  write(pair: ExportedPair, number: number): Promise<void> | undefined;
  /** Ends the shards, and writes what goes beside them. */
  end(about: ExportAbout): Promise<void>;
}

/** What is known of an export when its pairs are written. */
export interface ExportAbout {
  pairs: number;
  /** The manifest that is about to be written, but for the files. */
  manifest: Record<string, unknown>;
}

/** One form of the dataset. */
export interface Format {
  name: string;
  /** One sentence, for `--help` and the README. */
  about: string;
  /** Set where what reads it reads no compressed files. */
  uncompressed?: true;
  /** Set where a record is one line of JSON, so that it can go to standard output as well. */
  line?: (pair: ExportedPair, number: number, options: FormatOptions) => Record<string, unknown>;
  open(folder: ShardFolder, options: FormatOptions): FormatWriter;
}
