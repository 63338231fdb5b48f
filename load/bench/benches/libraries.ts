import type { Bench, Variant } from '../bench.ts'
import { bareStart, moduleStart } from '../starts.ts'
import type { Workbench } from '../workbench.ts'

const libraries = [
  'hono',
  '@grpc/grpc-js',
  'iovalkey',
  'kafkajs',
  'amqplib',
  'cloudevents',
  'zod',
  'cockatiel',
]

/** What each library adds to a start. */
export const loading: Bench = {
  name: 'libraries',
  about:
    'The start of a bare server that has loaded one library, bundled as the functions are: what each of them adds to a cold start.',
  figure: 'cpu_ms',
  rounds: 21,

  async open(at: Workbench) {
    const variants: [Variant, ...Variant[]] = [bareStart(at)]
    for (const name of libraries) variants.push(await moduleStart(at, name, entryWith(at, name)))
    return { variants, async [Symbol.asyncDispose]() {} }
  },
}

/** A server that keeps all of a library, so that the bundle does not leave it out. */
function entryWith(at: Workbench, name: string): string {
  return at.lines(`with-${name.replaceAll(/\W+/g, '-')}.ts`, [
    `import * as library from '${name}'`,
    `import { createServer } from 'node:http'`,
    `createServer((_, response) => response.end(Object.keys(library).join())).listen(Number(process.env.PORT), '127.0.0.1')`,
  ])
}
