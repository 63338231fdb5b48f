import { cpus } from 'node:os'
import { join } from 'node:path'
import { type Container, functionManifests } from '../../knative/manifests.ts'
import { medianOf, writeMeasured } from '../measured.ts'
import { root } from '../stack/paths.ts'
import type { Written } from './archives.ts'
import { type Start, startImage } from './run-image.ts'

const PORT = 28_080
const ROUNDS = 7

/** As small as a server of Node can be: what a start takes that is not the function's. */
const BARE = `require('node:http').createServer((_, response) => response.end()).listen(process.env.PORT)`

/**
 * Starts every image some times, in turn, and puts sizes, starts and memory into docs/images.md.
 * Brokers and Valkey are away: functions start without them.
 */
export async function measureImages(
  written: readonly Written[],
  tell: (line: string) => void,
): Promise<void> {
  const starts = new Map<string, Start[]>(
    ['bare', ...written.map(({ name }) => name)].map((name) => [name, []]),
  )
  const [first] = written
  for (let round = 0; round < ROUNDS && first !== undefined; round += 1) {
    starts.get('bare')?.push(await startImage(first.name, PORT, {}, ['-e', BARE]))
    for (const { name } of written) starts.get(name)?.push(await startImage(name, PORT, environmentOf(name)))
    tell(`round ${round + 1} of ${ROUNDS}`)
  }
  const typical = (name: string, what: keyof Start) =>
    medianOf((starts.get(name) ?? []).map((start) => start[what]))
  const bare = typical('bare', 'ms')
  const row = (name: string, sizes: string[]) => {
    const ms = typical(name, 'ms')
    const rss = typical(name, 'rss') / 1024
    return `| ${[name, ...sizes, ms.toFixed(0), (ms / bare).toFixed(2), rss.toFixed(0)].join(' | ')} |`
  }
  const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)
  const lines = [
    '| image | unpacked, MiB | of it ours, MiB | start, ms | to bare node:http | resting, MiB |',
    '|---|---:|---:|---:|---:|---:|',
    ...written.map(({ name, unpacked, own }) => row(name, [mib(unpacked), mib(own)])),
    row('bare', ['', '']).replace('| bare |', '| bare node:http |'),
  ]
  writeMeasured(
    join(root, 'docs/images.md'),
    `Node ${process.versions.node}, ${cpus().length} cores, medians of ${ROUNDS} starts in turn.\n\n${lines.join('\n')}`,
  )
  tell(lines.join('\n'))
}

/** What a function's manifest tells it, with nobody at any address. */
function environmentOf(image: string): Record<string, string> {
  const manifests = [...functionManifests().values()]
  const containers = manifests.map(({ spec }): Container => spec.template.spec.containers[0])
  const container = containers.find((one) => one.image.includes(`/${image}:`))
  return Object.fromEntries(
    (container?.env ?? [])
      .filter(({ valueFrom }) => (valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef)?.optional !== true)
      .map(({ name, value }) => [
        name,
        value === undefined ? 'secret' : value.replace(/^.*\.svc\.cluster\.local:\d+$/, '127.0.0.1:1'),
      ]),
  )
}
