import { context, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
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
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type {
  MetricSettings,
  SamplerSettings,
  TelemetrySettings,
  TraceSettings,
} from './telemetry-settings.ts'

/** What a running SDK can be asked. */
export type Sdk = {
  /** Exports what is still held, and ends. */
  shutdown(): Promise<void>
}

/**
 * Starts OpenTelemetry's SDK, of which only what is used. A file of its own, loaded once the function listens and only
 * where something is configured: nothing else may import it but for its types.
 */
export function startSdk({ service, revision, traces, metrics: numbers }: TelemetrySettings): Sdk {
  const resource = resourceOf(service, revision)
  const providers = [
    ...(traces === undefined ? [] : [startTraces(traces, resource)]),
    ...(numbers === undefined ? [] : [startMetrics(numbers, resource)]),
  ]
  return {
    async shutdown() {
      await Promise.all(providers.map((provider) => provider.shutdown()))
    },
  }
}

function startTraces({ sampler, batch, limits, propagates }: TraceSettings, resource: Resource) {
  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(sampler),
    spanLimits: limits,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...batch })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  // No baggage: what strangers send would travel through brokers into logs of others.
  if (propagates) propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return provider
}

function startMetrics(settings: MetricSettings, resource: Resource) {
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), ...settings })
  const provider = new MeterProvider({ resource, readers: [reader] })
  metrics.setGlobalMeterProvider(provider)
  return provider
}

/** What the environment says has the last word. */
function resourceOf(service: string, revision: string | undefined): Resource {
  const own = resourceFromAttributes({
    'service.name': service,
    'service.namespace': 'chaac',
    'faas.name': service,
    ...(revision === undefined ? {} : { 'faas.version': revision }),
  })
  const detectors = [serviceInstanceIdDetector, envDetector]
  return defaultResource().merge(own).merge(detectResources({ detectors }))
}

function samplerOf({ name, ratio }: SamplerSettings): Sampler {
  const root = name.endsWith('traceidratio')
    ? new TraceIdRatioBasedSampler(ratio)
    : name.endsWith('always_on')
      ? new AlwaysOnSampler()
      : new AlwaysOffSampler()
  return name.startsWith('parentbased') ? new ParentBasedSampler({ root }) : root
}
