import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources'
import { InstrumentType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { createEntry, type Entry } from './telemetry-sampling.ts'
import type { MetricSettings, TelemetrySettings, TraceSettings } from './telemetry-settings.ts'
import type { Spreads } from './telemetry-spread.ts'
import { createSpreadProducer } from './telemetry-spread-producer.ts'

/** What a running SDK can be asked. */
export type Sdk = Pick<Entry, 'takes'> & {
  /** Exports what is still held, and ends. */
  shutdown(): Promise<void>
}

/**
 * Starts OpenTelemetry's SDK, of which only what is used. A file of its own, loaded once the function listens and only
 * where something is configured: nothing else may import it but for its types.
 * @param spreads what the function keeps by itself: its module is not this file's, which is bundled apart
 * @param failed is told of each export that fails
 */
export function startSdk(
  settings: TelemetrySettings,
  spreads: readonly Spreads[],
  failed: (error: unknown) => void,
): Sdk {
  setGlobalErrorHandler(failed)
  const { traces, metrics: numbers, patience } = settings
  const resource = resourceOf(settings)
  const entry = createEntry(traces?.sampler)
  const providers = [
    ...(traces === undefined ? [] : [startTraces(traces, entry, resource, new OTLPTraceExporter(patience))]),
    ...(numbers === undefined
      ? []
      : [startMetrics(numbers, spreads, resource, new OTLPMetricExporter(patience))]),
  ]
  return {
    takes: entry.takes,
    async shutdown() {
      await Promise.all(providers.map((provider) => provider.shutdown()))
    },
  }
}

function startTraces(
  { batch, limits, propagates }: TraceSettings,
  { sampler, ids }: Entry,
  resource: Resource,
  exporter: OTLPTraceExporter,
) {
  const provider = new TracerProvider({
    resource,
    sampler,
    idGenerator: ids,
    spanLimits: limits,
    spanProcessors: [new BatchSpanProcessor({ exporter, ...batch })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  // No baggage: what strangers send would travel through brokers into logs of others.
  if (propagates) propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return provider
}

function startMetrics(
  settings: MetricSettings,
  spreads: readonly Spreads[],
  resource: Resource,
  exporter: OTLPMetricExporter,
) {
  const temporality = exporter.selectAggregationTemporality(InstrumentType.HISTOGRAM)
  const producer = createSpreadProducer(spreads, resource, temporality)
  const reader = new PeriodicExportingMetricReader({ exporter, metricProducers: [producer], ...settings })
  const provider = new MeterProvider({ resource, readers: [reader] })
  metrics.setGlobalMeterProvider(provider)
  return provider
}

/** What the environment says has the last word. */
function resourceOf({ service, revision }: TelemetrySettings): Resource {
  const own = resourceFromAttributes({
    'service.name': service,
    'service.namespace': 'chaac',
    'faas.name': service,
    ...(revision === undefined ? {} : { 'faas.version': revision }),
  })
  const detectors = [serviceInstanceIdDetector, envDetector]
  return defaultResource().merge(own).merge(detectResources({ detectors }))
}
