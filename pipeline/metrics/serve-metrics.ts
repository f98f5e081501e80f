import type { Config } from '../config.ts';
import { StopRunError } from '../errors.ts';
import { refuseNewerSchema } from '../ledger/schema-version.ts';
import { type StageName, stageNames } from '../reasons.ts';
import type { Session } from '../session.ts';
import { type Metrics, noMetrics } from './metrics.ts';
import { type MetricsServer, startMetricsServer } from './metrics-server.ts';

export interface ServedMetrics {
  metrics: Metrics;
  /** Serves them, with what a session's ledger and queue tell; null where no port is set. */
  serve(session: Session, stages: readonly StageName[]): Promise<MetricsServer | null>;
}

/** The metrics of a worker: served where `metricsPort` is set, else none; Prometheus' library is loaded only then. */
export async function openMetrics({ metricsHost: host, metricsPort: port }: Config): Promise<ServedMetrics> {
  if (port === null) return { metrics: noMetrics, serve: async () => null };
  const { prometheusMetrics } = await import('./prometheus-metrics.ts');
  const { registerLedgerGauges } = await import('./ledger-gauges.ts');
  const { metrics, registry } = prometheusMetrics();
  return {
    metrics,
    serve(session, stages) {
      const { db } = session.ledger;
      const mine = stageNames.filter(
        (stage) => stages.includes(stage) && session.lanes.some((lane) => lane.stage === stage),
      );
      const queued = (stage: StageName) => session.queued([stage]);
      registerLedgerGauges(registry, { db, stages: mine, queued });
      return startMetricsServer({
        ...{ host, port },
        scrape: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
        async checkReady() {
          if (session.stopped) throw new StopRunError('It has stopped.');
          await refuseNewerSchema(db);
          await session.queued(mine);
        },
      });
    },
  };
}
