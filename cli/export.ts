import { Command, InvalidArgumentError, Option } from 'commander';
import { parseSince } from '../crawlers/discover/since.ts';
import { SetupError } from '../pipeline/errors.ts';
import { type Language, languageSchema } from '../pipeline/records.ts';
import { type Compression, compressions } from '../pipeline/shards/compress.ts';
import { defaultExport, type ExportRequest, exportShards } from '../pipeline/shards/export-shards.ts';
import type { FormatOptions } from '../pipeline/shards/formats/format.ts';
import { formatNamed, formats } from '../pipeline/shards/formats/index.ts';
import { type Split, splits } from '../pipeline/shards/split.ts';
import { streamPairs } from '../pipeline/shards/stream-pairs.ts';
import { taskBySlug } from '../task-pool/index.ts';
import { withFormOptions } from './form-options.ts';
import { configOf, printJson } from './options.ts';
import { withLedger } from './with-ledger.ts';

interface ExportOptions {
  format: string[];
  out: string;
  task?: string[];
  language?: Language[];
  source?: string[];
  teacher?: string[];
  licence?: string[];
  since?: Date;
  before?: Date;
  minScore?: number;
  split: Split[];
  target: FormatOptions['target'];
  template: FormatOptions['template'];
  maxShardSize: number;
  shards?: number;
  compress: Compression;
  limit?: number;
  decontaminate?: string[];
  sample?: number;
  seed: string;
  model?: string;
  json?: boolean;
}

export function exportCommand(): Command {
  const names = formats.map(({ name }) => name);
  const command = new Command('export')
    .description('write the dataset, or a part of it, as shards with a manifest')
    .addOption(new Option('--format <name...>', 'forms to write, several at once').choices(names).default(['sevenllm']))
    .requiredOption('--out <folder>', 'folder to write to, or - for lines on standard output')
    .option('--task <slug...>', 'pairs of these tasks only')
    .addOption(new Option('--language <code...>', 'of these languages').choices(languageSchema.options))
    .option('--source <id...>', 'of documents of these sources')
    .option('--teacher <model...>', 'made for these models')
    .option('--licence <name...>', 'of documents under these licences; * is any text, "none" is none stated')
    .option('--since <date>', 'of documents published since', timeOf)
    .option('--before <date>', 'of documents published before', timeOf)
    .option('--min-score <n>', 'judged, with this score or a better one', numberFrom(1))
    .addOption(new Option('--split <name...>', 'parts to write').choices(splits).default([...defaultExport.splits]));
  return withFormOptions(command)
    .option(
      '--max-shard-size <size>',
      'begin a new shard after so much, as 256MB',
      sizeOf,
      defaultExport.sizes.mostBytes,
    )
    .option('--shards <n>', 'so many shards of each split and language instead', numberFrom(1, 256))
    .addOption(new Option('--compress <how>', 'compress the shards').choices(compressions).default('none'))
    .option('--decontaminate <file...>', 'leave out documents that hold texts of these benchmarks (JSON Lines)')
    .option('--limit <n>', 'the first so many pairs only', numberFrom(0))
    .option('--sample <n>', 'so many pairs, taken at random', numberFrom(0))
    .option('--seed <text>', 'of the sample: the same seed takes the same pairs', '1')
    .option('--model <name>', 'whose pair to take where several models answered the same')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Formats:
${formats.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`).join('\n')}

One format is written into --out itself, several into a folder each. Pairs held out for the bench are written only where
--split names it.

Examples:
  sevenllm export --out shards
  sevenllm export --format alpaca sharegpt --target thought --out training
  sevenllm export --format messages --language en --task impact-scope --out - | head -1
  sevenllm export --format sevenllm-extended --since 2024-01-01 --min-score 4 --compress zstd --out shards
  sevenllm export --decontaminate sevenllm-bench.jsonl --out shards
  sevenllm export --sample 1000 --seed 7 --out sample`,
    )
    .action(run);
}

async function run(options: ExportOptions): Promise<void> {
  const config = configOf({});
  const request = requestOf(options);
  if (options.out === '-') {
    if (options.json)
      throw new SetupError('With --out - the pairs themselves are on standard output: leave out --json.');
    return withLedger(config, (ledger) => streamPairs(ledger, config, request, process.stdout));
  }
  const report = await withLedger(config, (ledger) => exportShards(ledger, config, request));
  if (options.json) return printJson(report);
  for (const { folder, manifest, files } of report.folders) {
    for (const { path, records, bytes } of files) console.log(`${folder}/${path}: ${records} pairs, ${bytes} bytes`);
    console.log(`${folder}/${manifest}`);
  }
  for (const { url, bench, kind, share, excerpt } of report.contaminated)
    console.log(
      `Left out: ${url} holds ${bench} (${kind}: ${excerpt ?? `${Math.round(100 * (share ?? 0))}% of its terms`})`,
    );
  if (report.contaminated.length > 0)
    console.log(`${report.contaminatedPairs} pairs of ${report.contaminated.length} documents were left out so.`);
  if (report.pairs === 0) console.log('No pair is in this part of the dataset. `sevenllm status` tells what there is.');
}

function requestOf(options: ExportOptions): ExportRequest {
  const { task, language, source, teacher, licence, since, before, minScore, shards, sample, seed } = options;
  const chosen = options.format.map((name) => formatNamed(name)!);
  const unable = chosen.find(({ uncompressed }) => uncompressed);
  if (options.compress !== 'none' && unable)
    throw new SetupError(`What reads ${unable.name} reads no compressed files: leave out --compress for it.`);
  return {
    folder: options.out,
    formats: [...new Set(chosen)],
    filter: {
      tasks: task?.map((slug) => taskBySlug(slug).slug),
      languages: language,
      sources: source,
      teachers: teacher,
      licences: licence,
      ...{ since, before, minScore },
    },
    splits: options.split,
    sizes: { mostBytes: options.maxShardSize, count: shards },
    ...{ compression: options.compress, target: options.target, template: options.template },
    sample: sample === undefined ? undefined : { size: sample, seed },
    limit: options.limit,
    decontaminate: options.decontaminate,
    preferredModel: options.model ?? '',
  };
}

function timeOf(text: string): Date {
  try {
    return parseSince(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function numberFrom(least: number, most = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const number = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || number < least || number > most)
      throw new InvalidArgumentError(
        `It must be a number of at least ${least}${most < 1e9 ? `, ${most} at most` : ''}.`,
      );
    return number;
  };
}

const unitBytes: Record<string, number> = { '': 1, K: 1e3, M: 1e6, G: 1e9 };

function sizeOf(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([KMG]?)i?B?$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * unitBytes[(unit ?? '').toUpperCase()]!;
  if (!(bytes >= 1)) throw new InvalidArgumentError('Write a size as 256MB or 1GB.');
  return Math.floor(bytes);
}
