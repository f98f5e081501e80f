import type { Language } from '../../records.ts';
import type { ExportedPair } from '../exported-pair.ts';
import { ParquetShards } from '../parquet-shards.ts';
import { languageOrder } from '../read-pairs.ts';
import type { ShardFolder } from '../shard-folder.ts';
import { type Split, splits } from '../split.ts';
import { type CardPart, datasetCard } from './dataset-card.ts';
import { DatasetFigures } from './dataset-figures.ts';
import { datasetPlots } from './dataset-plots.ts';
import type { Format } from './format.ts';

const kinds = ['understanding', 'generation'] as const;

interface Part {
  split: Split;
  language: Language;
  kind: ExportedPair['kind'];
  shards: ParquetShards;
}

/** A dataset as the Hugging Face hub holds it: Parquet by language, kind and split, with a card that `datasets` reads. */
export const hf: Format = {
  name: 'hf',
  about: 'a Hugging Face dataset folder: Parquet by language and kind, and a card with figures and plots',
  open(folder, options) {
    const figures = new DatasetFigures();
    const parts = new Map<string, Part>();
    return {
      write(pair, number) {
        const { split, language, kind } = pair;
        const key = `${language}-${kind}/${split}`;
        let part = parts.get(key);
        if (!part) {
          const shards = new ParquetShards(folder, { split, language }, (shard) => pathOf(key, shard), options);
          part = { split, language, kind, shards };
          parts.set(key, part);
        }
        figures.add(pair);
        return part.shards.write(pair, number);
      },
      async end({ manifest }) {
        const ordered = [...parts.values()].sort((a, b) => placeOf(a) - placeOf(b));
        for (const part of ordered) {
          await part.shards.end();
          await nameByCount(folder, part);
        }
        const plots = await datasetPlots(figures);
        for (const { path, svg } of plots) await folder.writeBeside(path, svg);
        const cardParts = ordered.map(({ shards, ...part }): CardPart => {
          return { ...part, records: shards.records, bytes: shards.size };
        });
        await folder.writeBeside('README.md', datasetCard({ parts: cardParts, manifest, figures, plots }));
      },
    };
  },
};

const placeOf = ({ split, language, kind }: Part) =>
  (languageOrder.indexOf(language) * kinds.length + kinds.indexOf(kind)) * splits.length + splits.indexOf(split);

const numbered = (number: number) => String(number).padStart(5, '0');
const pathOf = (key: string, shard: number, count?: number) =>
  `data/${key}-${numbered(shard)}${count === undefined ? '' : `-of-${numbered(count)}`}.parquet`;

/** The hub's names tell how many shards there are, which is known at the end. */
async function nameByCount(folder: ShardFolder, { split, language, kind, shards }: Part): Promise<void> {
  const key = `${language}-${kind}/${split}`;
  for (const [shard, path] of shards.paths.entries())
    await folder.renameShard(path, pathOf(key, shard, shards.paths.length));
}
