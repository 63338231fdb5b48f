import { until } from '../../dev/stack/wait.ts'
import { awaitKubectl } from '../deploy/kubectl.ts'

/** How many pods of a function there are: all, and those that take requests. */
export type Pods = { all: number; ready: number }

/** The pods of a function that are not on their way out. */
export async function podsOf(name: string): Promise<Pods> {
  const label = `serving.knative.dev/service=${name}`
  const { items } = JSON.parse(
    await awaitKubectl('get', 'pods', '-n', 'weather', '-l', label, '-o', 'json'),
  ) as {
    items: {
      metadata: { deletionTimestamp?: string }
      status: { conditions?: { type: string; status: string }[] }
    }[]
  }
  const staying = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const isReady = (pod: (typeof items)[number]) =>
    pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
  return { all: staying.length, ready: staying.filter(isReady).length }
}

/** Waits until a function has come to the pods that are asked for. @returns after how many seconds */
export async function untilPods(
  name: string,
  isThere: (pods: Pods) => boolean,
  withinSeconds: number,
): Promise<number> {
  const began = performance.now()
  const probe = async () => {
    const pods = await podsOf(name)
    if (!isThere(pods)) throw new Error(`${pods.all} pods, ${pods.ready} of them ready`)
  }
  await until(name, probe, { withinMs: withinSeconds * 1_000, everyMs: 500 })
  return (performance.now() - began) / 1_000
}
