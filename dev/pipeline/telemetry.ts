import { type PartName, partNames } from './parts.ts'

/**
 * What `npm start` hands on of OpenTelemetry's variables: to the functions, not to what plays Knative's sources. Each keeps
 * its own name.
 */
export function telemetryEnv(env: NodeJS.ProcessEnv): Partial<Record<PartName, Record<string, string>>> {
  const told = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[0].startsWith('OTEL_') && entry[0] !== 'OTEL_SERVICE_NAME' && entry[1] !== undefined,
  )
  if (told.length === 0) return {}
  const functions = partNames.filter((name) => !name.endsWith('-source'))
  return Object.fromEntries(functions.map((name) => [name, Object.fromEntries(told)]))
}
