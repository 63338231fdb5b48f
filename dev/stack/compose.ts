import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { type Broker, createStack, type Stack } from './broker.ts'
import { type Compose, createCompose } from './docker.ts'
import { probeKafka } from './kafka-probe.ts'
import { type Progress, timed } from './progress.ts'
import { probeRabbitmq } from './rabbitmq-probe.ts'
import { probeValkey } from './valkey-probe.ts'
import { readerLogins } from './valkey-users.ts'
import { until } from './wait.ts'

/** Whether a Docker engine and its compose plugin answer within three seconds. */
export async function dockerAnswers(): Promise<boolean> {
  const run = promisify(execFile)
  try {
    const ask = (args: readonly string[]) => run('docker', args, { timeout: 3_000, killSignal: 'SIGKILL' })
    await Promise.all([ask(['info']), ask(['compose', 'version'])])
    return true
  } catch {
    return false
  }
}

/** Docker's volumes keep the data of this stack for as long as `dir` exists. */
export type ComposeOptions = { dir: string; progress: Progress }

const services = ['kafka', 'rabbitmq', 'valkey']

/** The same three in containers, on their usual ports. */
export function composeStack({ dir, progress }: ComposeOptions): Stack {
  const compose = createCompose(`chaac-${basename(dir)}`)
  const { RABBIT_USERNAME: username = 'guest', RABBIT_PASSWORD: password = 'guest' } = process.env
  const login = { username, password, vhost: '/' }
  const brokers = {
    kafka: createComposeBroker('kafka', 9092, () => probeKafka(9092), compose),
    rabbitmq: createComposeBroker('rabbitmq', 5672, () => probeRabbitmq(5672, login), compose),
    valkey: createComposeBroker('valkey', 6379, () => probeValkey(6379), compose),
  }

  const readers = readerLogins()

  async function stop(): Promise<void> {
    await compose.run('down')
  }

  return {
    ...createStack(
      brokers.kafka,
      Object.assign(brokers.rabbitmq, login),
      Object.assign(brokers.valkey, { readers }),
    ),
    stop,
    async start() {
      await timed(progress, 'compose', 'start, the first time with its images', async () => {
        await forgetOldData(dir, compose)
        await compose.run('up', '--quiet-pull', '--wait', ...services) // one call: two at a time get in each other's way
        await Promise.all(Object.values(brokers).map((broker) => broker.start()))
      })
    },
    [Symbol.asyncDispose]: stop,
  }
}

function createComposeBroker(
  name: Broker['name'],
  port: number,
  probe: () => Promise<void>,
  compose: Compose,
): Broker {
  const stop = () => compose.run('stop', name)
  return {
    name,
    addr: `127.0.0.1:${port}`,
    stop,
    async start() {
      if (await answers(probe)) return // as always when the whole stack has been brought up
      await compose.run('up', '--wait', name)
      await until(name, probe, { withinMs: 60_000, everyMs: 100 })
    },
    async kill() {
      await compose.run('kill', name)
      await stop() // waits until it is gone
    },
    pause: () => compose.runSync('pause', name),
    resume: () => compose.runSync('unpause', name),
    [Symbol.asyncDispose]: stop,
  }
}

async function answers(probe: () => Promise<void>): Promise<boolean> {
  try {
    await probe()
    return true
  } catch {
    return false
  }
}

/** Whoever removes the folder of a stack wants an empty one: the volumes follow. */
async function forgetOldData(dir: string, compose: Compose): Promise<void> {
  const mark = join(dir, 'compose-volumes-in-use')
  if (existsSync(mark)) return
  await compose.run('down', '--volumes')
  await mkdir(dir, { recursive: true })
  await writeFile(mark, '')
}
