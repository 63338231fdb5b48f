import { expect, test } from 'vitest'
import type { Fault, Scene } from './fault.ts'
import { play } from './play.ts'

function recordingScene(mending = async (_: string) => {}): Scene & { log: string[] } {
  const log: string[] = []
  return {
    log,
    exposed: [],
    async begin(kind, target) {
      log.push(`${kind} ${target}`)
    },
    async end(_kind, target) {
      await mending(target)
      log.push(`mend ${target}`)
    },
  }
}

const fault = (target: string, at = 0): Fault => ({ at, kind: 'kill', targets: [target], lasts: 1 })
const never = new AbortController().signal

test('a target is broken again only after it was mended, while others go on', async () => {
  const slow = Promise.withResolvers<void>()
  const scene = recordingScene((target) => (target === 'kafka' ? slow.promise : Promise.resolve()))
  const playing = play([fault('kafka'), fault('kafka', 1), fault('ingest', 2)], scene, never)
  await expect.poll(() => scene.log).toContain('mend ingest')
  expect(scene.log).toEqual(['kill kafka', 'kill ingest', 'mend ingest'])
  slow.resolve()
  await playing
  expect(scene.log.slice(3)).toEqual(['mend kafka', 'kill kafka', 'mend kafka'])
})

test('a fault of two targets befalls both', async () => {
  const scene = recordingScene()
  await play([{ at: 0, kind: 'pause', targets: ['kafka', 'rabbitmq'], lasts: 1 }], scene, never)
  expect(scene.log).toEqual(['pause kafka', 'pause rabbitmq', 'mend kafka', 'mend rabbitmq'])
})

test('what cannot be mended is told, and nothing is left out because of it', async () => {
  const scene = recordingScene(async (target) => {
    if (target === 'kafka') throw new Error('kafka did not answer')
  })
  const [first, second] = await play([fault('kafka'), fault('ingest', 1)], scene, never)
  expect(first?.failure).toBe('kafka did not answer')
  expect(second).not.toHaveProperty('failure')
})

test('when told to end it mends what is broken and breaks nothing more', async () => {
  const end = new AbortController()
  const scene = recordingScene()
  const lasting = { ...fault('kafka'), lasts: 1_000_000 }
  const playing = play([lasting, fault('ingest', 1_000_000)], scene, end.signal)
  await expect.poll(() => scene.log).toEqual(['kill kafka'])
  end.abort()
  await playing
  expect(scene.log).toEqual(['kill kafka', 'mend kafka'])
})
