import type { Content } from './manifest.ts'

/** One repository of an OCI registry. What comes out of it has not been compared with any digest. */
export type Registry = {
  /** Hands over a content; one that is there already is not sent again. */
  putBlob(content: Buffer): Promise<void>
  /** Makes a manifest known by a tag. All that it names must be there. */
  putManifest(tag: string, manifest: Buffer): Promise<void>
  /** The manifest of a digest or a tag. */
  getManifest(reference: string): Promise<Buffer>
  getBlob(content: Content): Promise<Buffer>
}
