import type { Telemetry } from 'bullmq';
import { SetupError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';

export interface Tracing {
  /** What BullMQ's queues and workers are given. */
  telemetry: Telemetry;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

const packages = [
  'bullmq-otel@2.0.1',
  '@opentelemetry/api@1.9.1',
  '@opentelemetry/sdk-trace-node@2.9.0',
  '@opentelemetry/exporter-trace-otlp-http@0.220.0',
  '@opentelemetry/resources@2.9.0',
];

/**
 * OpenTelemetry traces of jobs, from their being added to their end, where the standard OTEL_EXPORTER_OTLP_ENDPOINT (or
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) says where to send them; else null. Its packages are large and few want them: they
 * are installed beside the program by whoever does. Throws a SetupError that names them where they are missing.
 */
export async function openTracing(environment: NodeJS.ProcessEnv = process.env): Promise<Tracing | null> {
  if (!environment.OTEL_EXPORTER_OTLP_ENDPOINT && !environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) return null;
  const [{ BullMQOtel }, sdk, { OTLPTraceExporter }, { resourceFromAttributes }, api] = await Promise.all([
    import('bullmq-otel'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/api'),
  ]).catch((error: unknown) => {
    throw new SetupError(
      `OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages for traces are not there. Install them: npm install ${packages.join(' ')}`,
      { cause: error },
    );
  });
  const { trace, context, propagation } = api;
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': environment.OTEL_SERVICE_NAME || 'sevenllm',
      'service.version': packageVersion,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return {
    telemetry: new BullMQOtel({ tracerName: 'sevenllm', version: packageVersion }) as unknown as Telemetry,
    // Whoever collects traces and is not there may not keep a worker from stopping.
    async close() {
      await provider.shutdown().catch(() => {});
      // There is one for the whole process; the next queue has one of its own.
      for (const of of [trace, context, propagation]) of.disable();
    },
  };
}
