import { generate } from 'selfsigned'

/** A key and a certificate, as PEM. */
export type Certificate = { key: string; cert: string }

/** An authority of one's own, which signs certificates for the names of services. */
export type Authority = { ca: string; sign(name: string): Promise<Certificate> }

const how = { keySize: 2048, algorithm: 'sha256' } as const

/** Makes an authority that nobody knows. */
export async function makeAuthority(): Promise<Authority> {
  const { private: key, cert: ca } = await generate([{ name: 'commonName', value: 'weather tests' }], {
    ...how,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  return {
    ca,
    async sign(name) {
      const altNames = [{ type: 2, value: name }] as const
      const made = await generate([{ name: 'commonName', value: name }], {
        ...how,
        ca: { key, cert: ca },
        extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
      })
      return { key: made.private, cert: made.cert }
    },
  }
}
