import { join, resolve } from 'node:path';
import type { Source } from '../../crawlers/define-source.ts';
import { canonicalUrl } from '../../crawlers/discover/canonical-url.ts';
import type { Config } from '../config.ts';
import { SetupError } from '../errors.ts';
import { idOf } from '../hash.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { lockFolder } from '../shards/export-shards.ts';
import type { Format, FormatOptions } from '../shards/formats/format.ts';
import type { ShardFile } from '../shards/shard-folder.ts';
import type { Loss } from './fetch-page.ts';
import { fetchPages } from './fetch-pages.ts';
import { FetchedPages } from './fetched-pages.ts';
import { mustBeFiles, readPointers } from './read-pointers.ts';
import { writeRestored } from './write-restored.ts';

export interface HydrateRequest extends FormatOptions {
  /** Files of the format `pointers`, plain or compressed. */
  files: readonly string[];
  folder: string;
  format: Format;
  sources: ReadonlyMap<string, Source>;
  signal: AbortSignal;
  /** Called whenever a page is done. */
  onProgress?(progress: { done: number; pages: number; host: string }): void;
}

export interface HydrateReport extends Record<Loss | 'restored', number> {
  outcome: 'settled' | 'interrupted';
  /** Distinct pages that the pointers name, and those of them that were fetched this time. */
  pages: number;
  fetched: number;
  /** Lines that hold no pointer; the first of them with what is wrong. */
  broken: { file: string; line: number; problem: string }[];
  brokenCount: number;
  folder: string;
  files: ShardFile[];
}

const mostBrokenShown = 20;

/**
 * Restores pairs whose articles' text was left out: fetches each page once, as politely and guarded as a crawl does and
 * at the same turns, and copies the text of those whose hash still matches. What was fetched is kept aside until
 * all is done, so that one who was interrupted goes on. Throws a SetupError where the files hold no pointer at all.
 */
export async function hydrate(ledger: Ledger, config: Config, request: HydrateRequest): Promise<HydrateReport> {
  const { urls, ...read } = await readAll(request.files);
  const nothing = { restored: 0, changed: 0, gone: 0, refused: 0, failed: 0 };
  const report: HydrateReport = {
    ...{ outcome: 'interrupted', pages: urls.length, fetched: 0, ...read, ...nothing },
    ...{ folder: resolve(request.folder), files: [] },
  };
  const lock = await lockFolder(ledger, request.folder);
  try {
    const pages = await FetchedPages.open(join(config.home, 'hydrate', `${idOf('out', report.folder)}.jsonl`));
    let keep = true;
    try {
      const missing = urls.filter((url) => !pages.has(url));
      await fetchPages(missing, ledger, config, request, async (url, page) => {
        await pages.add(url, page);
        const done = urls.length - missing.length + ++report.fetched;
        request.onProgress?.({ done, pages: urls.length, host: new URL(url).host });
      });
      if (request.signal.aborted) return report;
      Object.assign(report, await writeRestored(pages, request), { outcome: 'settled' });
      keep = report.failed > 0;
      return report;
    } finally {
      await pages.close({ keep });
    }
  } finally {
    await lock.release();
  }
}

/** Reads the files once through: which pages they name, each once, and what in them is no pointer. */
async function readAll(files: readonly string[]) {
  await mustBeFiles(files);
  const urls = new Set<string>();
  const broken: HydrateReport['broken'] = [];
  let brokenCount = 0;
  let pointers = 0;
  for (const file of files)
    for await (const read of readPointers(file)) {
      if ('problem' in read) {
        if (++brokenCount <= mostBrokenShown) broken.push({ file, ...read });
        continue;
      }
      pointers++;
      const url = canonicalUrl(read.pointer.document.url);
      if (url !== null) urls.add(url);
    }
  const [first] = broken;
  if (pointers === 0)
    throw new SetupError(
      `There is no pointer in ${files.join(', ')}${first ? `: line ${first.line} of ${first.file}: ${first.problem}` : ''}. Give shards of \`sevenllm export --format pointers\`.`,
    );
  return { urls: [...urls], broken, brokenCount };
}
