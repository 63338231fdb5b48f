import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { runStep } from '../stack/run-step.ts'
import type { ImageConfig } from './image.ts'

/** A layer: where its tar file is, what it is called by content, how large it is. */
type Blob = { digest: string; size: number }

const EPOCH = '1970-01-01T00:00:00Z'

/**
 * Writes an image as an archive that `docker load`, `podman load`, `ctr images import` and `skopeo` read: an OCI image
 * layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md) with Docker's manifest.json beside.
 * The same files give the same bytes.
 * @param folders one a layer, the lowest first
 */
export async function writeArchive(
  name: string,
  config: ImageConfig,
  folders: readonly string[],
  file: string,
): Promise<void> {
  const work = `${file}.parts`
  const blobs = join(work, 'blobs', 'sha256')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(blobs, { recursive: true })
  const text = (content: object): Blob => {
    const bytes = Buffer.from(JSON.stringify(content))
    const digest = createHash('sha256').update(bytes).digest('hex')
    writeFileSync(join(blobs, digest), bytes)
    return { digest, size: bytes.length }
  }
  const layers: Blob[] = []
  for (const folder of folders) {
    const tarred = join(work, 'layer')
    await tar(folder, tarred)
    const digest = await digestOf(tarred)
    layers.push({ digest, size: statSync(tarred).size })
    renameSync(tarred, join(blobs, digest))
  }
  const image = text({
    created: EPOCH,
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => `sha256:${digest}`) },
    history: folders.map((folder) => ({ created: EPOCH, created_by: folder.split('/').at(-1) })),
  })
  const manifest = text({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: described('application/vnd.oci.image.config.v1+json', image),
    layers: layers.map((layer) => described('application/vnd.oci.image.layer.v1.tar', layer)),
  })
  const annotations = { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': name }
  const named = { ...described('application/vnd.oci.image.manifest.v1+json', manifest), annotations }
  const write = (path: string, content: object) => writeFileSync(join(work, path), JSON.stringify(content))
  write('index.json', { schemaVersion: 2, manifests: [named] })
  write('oci-layout', { imageLayoutVersion: '1.0.0' })
  const path = ({ digest }: Blob) => `blobs/sha256/${digest}`
  write('manifest.json', [{ Config: path(image), RepoTags: [name], Layers: layers.map(path) }])
  await tar(work, file)
  rmSync(work, { recursive: true, force: true })
}

function described(mediaType: string, { digest, size }: Blob) {
  return { mediaType, digest: `sha256:${digest}`, size }
}

/** GNU tar: in the order of names, at one time, owned by root. */
async function tar(folder: string, file: string): Promise<void> {
  const fixed = ['--format=ustar', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner']
  await runStep({
    name: `tar ${folder}`,
    command: 'tar',
    args: [...fixed, '-C', folder, '-cf', file, '.'],
    logFile: `${file}.log`,
  })
  rmSync(`${file}.log`)
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
