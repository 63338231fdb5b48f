import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  type IdGenerator,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace'
import type { SamplerSettings } from './telemetry-settings.ts'

/** Where traces begin: the sampler, and whether a request is traced before anything is made for it. */
export type Entry = {
  sampler: Sampler
  ids: IdGenerator
  takes(traceparent: string | undefined): boolean
}

/** A traceparent up to the digit of which the last bit says that the trace is sampled. */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]([0-9a-f])/

/**
 * A span that is not sampled costs a tenth of a request, so the sampler is asked first, about the id that the trace would
 * have; a trace that it takes then has that id.
 */
export function createEntry({ name, ratio }: SamplerSettings = { name: 'always_off', ratio: 0 }): Entry {
  const random = new RandomIdGenerator()
  const root = rootSampler(name, ratio)
  const isAskedById = root instanceof TraceIdRatioBasedSampler
  const isParentBased = name.startsWith('parentbased')
  let next: string | undefined
  return {
    sampler: isParentBased ? new ParentBasedSampler({ root }) : root,
    ids: {
      generateSpanId: () => random.generateSpanId(),
      generateTraceId() {
        const id = next ?? random.generateTraceId()
        next = undefined
        return id
      },
    },
    takes(traceparent) {
      const [, flags] = traceparent === undefined ? [] : (TRACEPARENT.exec(traceparent) ?? [])
      if (flags !== undefined) return !isParentBased || Number.parseInt(flags, 16) % 2 === 1
      next = isAskedById ? random.generateTraceId() : undefined
      const { decision } = root.shouldSample(ROOT_CONTEXT, next ?? '', '', SpanKind.SERVER, {}, [])
      return decision === SamplingDecision.RECORD_AND_SAMPLED
    },
  }
}

function rootSampler(name: SamplerSettings['name'], ratio: number): Sampler {
  if (name.endsWith('traceidratio')) return new TraceIdRatioBasedSampler(ratio)
  return name.endsWith('always_on') ? new AlwaysOnSampler() : new AlwaysOffSampler()
}
