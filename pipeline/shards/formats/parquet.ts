import { ParquetShards } from '../parquet-shards.ts';
import { languageOrder } from '../read-pairs.ts';
import { splits } from '../split.ts';
import type { Format } from './format.ts';

/** Parquet files by split and language, of one schema: the extended record as columns. */
export const parquet: Format = {
  name: 'parquet',
  about: 'the extended record as Parquet columns, for pandas, pyarrow, DuckDB and datasets',
  open(folder, options) {
    const series = new Map<string, ParquetShards>();
    return {
      write(pair, number) {
        const { split, language } = pair;
        const key = `${split}-${language}`;
        let shards = series.get(key);
        if (!shards) {
          const nameOf = (shard: number) => `sevenllm-instruct-${key}-${String(shard + 1).padStart(5, '0')}.parquet`;
          shards = new ParquetShards(folder, { split, language }, nameOf, options);
          series.set(key, shards);
        }
        return shards.write(pair, number);
      },
      async end() {
        for (const split of splits)
          for (const language of languageOrder) await series.get(`${split}-${language}`)?.end();
      },
    };
  },
};
