import type { Source } from '../crawlers/define-source.ts';
import { loadSources, pickSources } from '../crawlers/load-sources.ts';
import type { Config } from '../pipeline/config.ts';
import { StopRunError } from '../pipeline/errors.ts';
import type { Metrics } from '../pipeline/metrics/metrics.ts';
import { Session } from '../pipeline/session.ts';
import { type SampleNews, startSampleNews } from '../sample-news/server.ts';
import { loggerOf } from './options.ts';

export interface SessionRequest {
  config: Config;
  command: string;
  /** Sources to crawl. The sample site is served for as long as one of its own is among them. */
  sourceIds?: readonly string[];
  metrics?: Metrics;
  /** Jobs of each stage under way at once. */
  concurrency?: number;
}

/** Opens a session with its sources, runs what is given, and closes everything whatever happens. */
export async function withSession<T>(
  { config, command, sourceIds = [], ...rest }: SessionRequest,
  run: (session: Session, picked: Source[]) => Promise<T>,
): Promise<T> {
  const known = await loadSources(config.sources);
  const picked = pickSources(known, sourceIds);
  const isSample = (id: string) => id.startsWith('sample-news-');
  let site: SampleNews | undefined;
  if (picked.some(({ id }) => isSample(id))) site = await startSampleNews();
  try {
    for (const [id, source] of known) {
      if (!isSample(id)) continue;
      if (site) known.set(id, { ...source, connectTo: site.connectTo });
      else known.delete(id);
    }
    const log = loggerOf(config);
    const session = await Session.open({ config, command, sources: known, log, ...rest });
    try {
      const result = await run(session, pickSources(known, sourceIds));
      await session.close('ended');
      return result;
    } catch (error) {
      await session.close(error instanceof StopRunError ? 'stopped' : 'failed');
      throw error;
    }
  } finally {
    await site?.close();
  }
}
