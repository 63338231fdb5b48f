/** Who tells it: OpenTelemetry's instrumentation scope. */
export const SCOPE = 'chaac'

/** What is told of this process. Hot paths ask here first: where nothing is configured, a boolean is the whole cost. */
export type TelemetryState = {
  /** Something will be told: the SDK is loaded, or will be once the function listens. */
  configured: boolean
  /** Spans are made. */
  tracing: boolean
  /** Numbers are counted. */
  metering: boolean
  /** Resolves when the SDK is there, or cannot be had. */
  ready: Promise<void>
  /** The same, for who does not want to wait for a promise. */
  isReady: boolean
  /** Whether a request that comes with this `traceparent`, or with none, is traced. What is not costs no more than this. */
  takes: (traceparent: string | undefined) => boolean
}

/** Of this process: a process has one SDK, as OpenTelemetry's API has it. */
export const telemetry: TelemetryState = {
  configured: false,
  tracing: false,
  metering: false,
  ready: Promise.resolve(),
  isReady: true,
  takes: () => false,
}
