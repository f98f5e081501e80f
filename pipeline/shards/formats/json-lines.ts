import type { Language } from '../../records.ts';
import { LineShards } from '../line-shards.ts';
import { languageOrder } from '../read-pairs.ts';
import type { ShardFolder } from '../shard-folder.ts';
import { type Split, splits } from '../split.ts';
import type { Format, FormatOptions } from './format.ts';

export interface JsonLinesParts extends Pick<Format, 'name' | 'about' | 'uncompressed'> {
  line: NonNullable<Format['line']>;
  /** Where the shards of a split and language stand, and how their names begin. */
  pathOf?: (split: Split, language: Language) => string;
  /** Writes what a loader wants to have beside the shards. */
  beside?: (folder: ShardFolder, parts: readonly LinePart[], options: FormatOptions) => Promise<void>;
}

/** A split in one language that has records. */
export interface LinePart {
  split: Split;
  language: Language;
}

/** A format of one JSON object a line, in shards by split and language. */
export function jsonLines({ line, pathOf = publishedName, beside, ...about }: JsonLinesParts): Format {
  return {
    ...about,
    line,
    open(folder, options) {
      const series = new Map<string, LinePart & { shards: LineShards }>();
      return {
        write(pair, number) {
          const { split, language } = pair;
          const key = `${split} ${language}`;
          let part = series.get(key);
          if (!part) {
            const name = pathOf(split, language);
            const shards = new LineShards(folder, { split, language }, name, options.sizes, options.compression);
            part = { split, language, shards };
            series.set(key, part);
          }
          return part.shards.write(JSON.stringify(line(pair, number, options)));
        },
        async end() {
          const parts = [...series.values()].sort(
            (a, b) =>
              splits.indexOf(a.split) - splits.indexOf(b.split) ||
              languageOrder.indexOf(a.language) - languageOrder.indexOf(b.language),
          );
          for (const { shards } of parts) await shards.end();
          await beside?.(folder, parts, options);
        },
      };
    },
  };
}

const publishedName = (split: Split, language: Language) => `sevenllm-instruct-${split}-${language}`;
