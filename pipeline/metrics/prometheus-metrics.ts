import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { packageVersion } from '../package-root.ts';
import type { Metrics } from './metrics.ts';

/** Seconds: from a rule's answer to the longest call. */
const seconds = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

export interface PrometheusMetrics {
  metrics: Metrics;
  registry: Registry;
}

/** Metrics as Prometheus scrapes them, in a registry of their own, with those of the process (`process_…`, `nodejs_…`). */
export function prometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    ...{ name: 'sevenllm_info', help: 'The version that runs.', labelNames: ['version'], registers },
  }).set({ version: packageVersion }, 1);
  const settled = new Counter({
    name: 'sevenllm_records_settled_total',
    help: 'Records settled by this process; reason is empty where they were kept or failed.',
    ...{ labelNames: ['stage', 'state', 'reason'], registers },
  });
  const ran = new Histogram({
    name: 'sevenllm_stage_seconds',
    help: 'Time a stage took for one record, calls and waits included.',
    ...{ labelNames: ['stage'], buckets: seconds, registers },
  });
  const calls = new Histogram({
    name: 'sevenllm_endpoint_call_seconds',
    help: 'Calls to the endpoint by what they were for and how they ended, and how long they took.',
    ...{ labelNames: ['purpose', 'outcome'], buckets: seconds, registers },
  });
  const tokens = new Counter({
    name: 'sevenllm_endpoint_tokens_total',
    help: 'Tokens that the endpoint counted; cached ones are among those of input.',
    ...{ labelNames: ['kind'], registers },
  });
  const requests = new Counter({
    name: 'sevenllm_crawl_requests_total',
    help: 'Pages asked for, by what came of it.',
    ...{ labelNames: ['outcome'], registers },
  });
  const requestSeconds = new Histogram({
    name: 'sevenllm_crawl_request_seconds',
    help: 'Time from asking for a page to its last byte.',
    ...{ buckets: seconds, registers },
  });
  const watched = new Map<string, () => { limit: number; inFlight: number }>();
  gauge('sevenllm_endpoint_concurrency_limit', 'Calls this process may have under way at a model just now.', 'limit');
  gauge('sevenllm_endpoint_calls_in_flight', 'Calls this process has under way at a model.', 'inFlight');

  function gauge(name: string, help: string, which: 'limit' | 'inFlight'): void {
    new Gauge({
      ...{ name, help, labelNames: ['model'], registers },
      collect() {
        for (const [model, read] of watched) this.set({ model }, read()[which]);
      },
    });
  }

  const metrics: Metrics = {
    settled: (stage, state, reason) => settled.inc({ stage, state, reason: reason ?? '' }),
    ran: (stage, took) => ran.observe({ stage }, took),
    called: (purpose, outcome, took) => calls.observe({ purpose, outcome }, took),
    used({ input, cached, output }) {
      tokens.inc({ kind: 'input' }, input);
      tokens.inc({ kind: 'cached' }, cached);
      tokens.inc({ kind: 'output' }, output);
    },
    requested(outcome, took) {
      requests.inc({ outcome });
      if (took !== null) requestSeconds.observe(took);
    },
    watchCalls: (model, read) => void watched.set(model, read),
  };
  return { metrics, registry };
}
