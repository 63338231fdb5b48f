import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What the artifact is, and what its one file is: a stations.json by docs/stations.schema.json. */
export const STATIONS = 'application/vnd.chaac.stations.v1+json'

/** What its manifest is. */
export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** The content of the empty configuration that an artifact has. */
export const EMPTY = Buffer.from('{}')

/** No file of 10,000 stations is larger; more is not read. */
export const MAX_BYTES = 32 * 1024 * 1024

/** A content by its digest and its size in bytes. */
export type Content = { digest: string; size: number }

const manifestSchema = z.object({
  artifactType: z.literal(STATIONS),
  layers: z.tuple([
    z.object({
      mediaType: z.literal(STATIONS),
      digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
      size: z.int().min(0).max(MAX_BYTES),
    }),
  ]),
})

/** The name of a content: its SHA-256. */
export function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}

/**
 * The manifest of a file of stations: an OCI image manifest with an artifactType and the empty configuration, after
 * "Guidelines for Artifact Usage" of the OCI image specification 1.1. The same file gives the same manifest.
 */
export function manifestOf(file: Buffer): Buffer {
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: STATIONS,
      config: { ...described('application/vnd.oci.empty.v1+json', EMPTY), data: EMPTY.toString('base64') },
      layers: [
        {
          ...described(STATIONS, file),
          annotations: { 'org.opencontainers.image.title': 'stations.json' },
        },
      ],
    }),
  )
}

/** The file that a manifest is about. @throws when it is not about stations */
export function fileIn(manifest: Buffer): Content {
  const read = manifestSchema.safeParse(parseJson(manifest))
  if (!read.success) throw new Error(`that is no artifact of stations (${STATIONS})`)
  const [{ digest, size }] = read.data.layers
  return { digest, size }
}

function described(mediaType: string, content: Buffer) {
  return { mediaType, digest: digestOf(content), size: content.length }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
