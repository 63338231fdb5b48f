import type { Reader } from '#lib/platform/env.ts'

/** TLS to a broker: the certificates, as PEM, of who signs for it; those of the system unless given. */
export type Tls = { ca: string | undefined }

/** Reads `<name>_TLS`, `on` or `off`, and `<name>_CA`, PEM. */
export function readTls(read: Reader, name: 'KAFKA' | 'RABBIT'): Tls | undefined {
  const isOn = read.oneOf(`${name}_TLS`, ['on', 'off'], 'off') === 'on'
  const ca = read.optional(`${name}_CA`)
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    read.problem(`${name}_CA must be certificates as PEM`)
  if (ca !== undefined && !isOn) read.problem(`${name}_CA needs ${name}_TLS on`)
  return isOn ? { ca } : undefined
}
