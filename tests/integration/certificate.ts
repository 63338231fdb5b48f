import { generate } from 'selfsigned'

/** A key and a certificate for 127.0.0.1 that nobody but itself has signed, as PEM. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const altNames = [{ type: 7, ip: '127.0.0.1' }] as const
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  return { key, cert }
}
