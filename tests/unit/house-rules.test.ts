import { expect, test } from 'vitest'
import { brokenRules } from './planted.ts'

const imports = (from: string) => `import { thing } from '${from}'\n\nexport const other = thing`
const floating = 'async function save(): Promise<void> {}\n\nexport function run(): void {\n  save()\n}'

/** What is planted, where, and the one rule that finds it. */
const violations = [
  [
    'a function that imports another',
    'functions/ingest/app.ts',
    imports('../query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'an adapter that imports another function',
    'functions/ingest/x-client.ts',
    imports('../query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'a main that imports another function',
    'functions/ingest/main.ts',
    imports('../query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'a dialect that imports another function',
    'functions/ingest/dialects/x.ts',
    imports('../../query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'a test of a function that imports another',
    'functions/ingest/dialects/x.test.ts',
    imports('../../query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'kafkajs outside of an adapter',
    'functions/kafka-writer/app.ts',
    imports('kafkajs'),
    'noRestrictedImports',
  ],
  [
    'amqplib outside of an adapter',
    'functions/rabbit-writer/config.ts',
    imports('amqplib'),
    'noRestrictedImports',
  ],
  ['iovalkey outside of an adapter', 'functions/query/app.ts', imports('iovalkey'), 'noRestrictedImports'],
  [
    'gRPC outside of an adapter',
    'functions/ingest/route.ts',
    imports('@grpc/grpc-js'),
    'noRestrictedImports',
  ],
  ['a client in a dialect', 'functions/ingest/dialects/y.ts', imports('kafkajs'), 'noRestrictedImports'],
  [
    'lib that imports a function',
    'lib/store/a.ts',
    imports('../../functions/query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'a test of lib that imports a function',
    'lib/store/a.test.ts',
    imports('../../functions/query/app.ts'),
    'noRestrictedImports',
  ],
  [
    'lib/testing that imports a function',
    'lib/testing/a.ts',
    imports('../../functions/query/app.ts'),
    'noRestrictedImports',
  ],
  ['a framework in lib/domain', 'lib/domain/a.ts', imports('hono'), 'noRestrictedImports'],
  ['gRPC in lib/domain', 'lib/domain/b.ts', imports('@grpc/proto-loader'), 'noRestrictedImports'],
  ['files in lib/domain', 'lib/domain/c.ts', imports('node:fs'), 'noRestrictedImports'],
  ['the network in lib/domain', 'lib/domain/d.ts', imports('node:net'), 'noRestrictedImports'],
  ['the log in lib/domain', 'lib/domain/e.ts', imports('#lib/platform/log.ts'), 'noRestrictedImports'],
  [
    'the log in lib/domain by a relative path',
    'lib/domain/f.ts',
    imports('../platform/log.ts'),
    'noRestrictedImports',
  ],
  ['a client in lib/domain', 'lib/domain/g.ts', imports('iovalkey'), 'noRestrictedImports'],
  [
    'lib/platform that imports lib/writer',
    'lib/platform/a.ts',
    imports('#lib/writer/publisher.ts'),
    'noRestrictedImports',
  ],
  [
    'lib/platform that imports a function',
    'lib/platform/b.ts',
    imports('../../functions/query/app.ts'),
    'noRestrictedImports',
  ],
  ['a client in lib/platform', 'lib/platform/c.ts', imports('kafkajs'), 'noRestrictedImports'],
  ['a client in lib/writer', 'lib/writer/a.ts', imports('amqplib'), 'noRestrictedImports'],
  ['gRPC in lib/writer', 'lib/writer/b.ts', imports('@grpc/grpc-js'), 'noRestrictedImports'],
  [
    'lib/testing in a function',
    'functions/query/a.ts',
    imports('#lib/testing/readings.ts'),
    'noRestrictedImports',
  ],
  [
    'lib/testing in a main',
    'functions/query/main.ts',
    imports('#lib/testing/readings.ts'),
    'noRestrictedImports',
  ],
  ['lib/testing in lib', 'lib/writer/c.ts', imports('#lib/testing/readings.ts'), 'noRestrictedImports'],
  [
    'lib/testing in lib by a relative path',
    'lib/platform/d.ts',
    imports('../../lib/testing/a.ts'),
    'noRestrictedImports',
  ],
  [
    'the environment outside of main',
    'functions/query/config.ts',
    'export const port = process.env.PORT',
    'noProcessEnv',
  ],
  ['the environment in lib', 'lib/platform/e.ts', 'export const port = process.env.PORT', 'noProcessEnv'],
  ['console', 'lib/platform/log2.ts', "console.log('listening')", 'noConsole'],
  ['a default export', 'lib/domain/h.ts', 'export default 5', 'noDefaultExport'],
  ['an enum', 'lib/domain/i.ts', 'export enum Way {\n  Kafka,\n}', 'noEnum'],
  ['a barrel', 'lib/domain/index.ts', "export * from './a.ts'", 'noBarrelFile'],
  ['a floating promise', 'lib/writer/d.ts', floating, 'noFloatingPromises'],
  ['an import without its extension', 'lib/writer/e.ts', imports('./a'), 'useImportExtensions'],
  ['any', 'lib/writer/f.ts', 'export const value: any = 5', 'noExplicitAny'],
  [
    'a file name in another case',
    'lib/writer/EventMessage.ts',
    'export const value = 5',
    'useFilenamingConvention',
  ],
  [
    'a file of 251 lines',
    'lib/writer/g.ts',
    Array(251).fill('export {}').join('\n'),
    'noExcessiveLinesPerFile',
  ],
] as const

/** Twins that look alike and are right. */
const right = [
  ['an adapter that imports its client', 'functions/kafka-writer/a-publisher.ts', imports('kafkajs')],
  ['a store that imports its client', 'functions/query/a-store.ts', imports('iovalkey')],
  ['a connection that imports its client', 'functions/rabbit-writer/a-connection.ts', imports('amqplib')],
  ['a client that imports gRPC', 'functions/ingest/a-client.ts', imports('@grpc/grpc-js')],
  [
    'a main that reads the environment',
    'functions/consumers/main.ts',
    'export const port = process.env.PORT',
  ],
  ['a function that imports lib', 'functions/ingest/b.ts', imports('#lib/domain/reading.ts')],
  ['a dialect that imports its own function', 'functions/ingest/dialects/z.ts', imports('../route.ts')],
  ['a test that imports lib/testing', 'functions/ingest/b.test.ts', imports('#lib/testing/readings.ts')],
  ['a test of lib that imports lib/testing', 'lib/domain/j.test.ts', imports('#lib/testing/readings.ts')],
  ['lib/domain that knows the errors', 'lib/domain/k.ts', imports('#lib/platform/errors.ts')],
  ['lib/domain that hashes', 'lib/domain/l.ts', imports('node:crypto')],
  ['lib/writer that imports the platform', 'lib/writer/h.ts', imports('#lib/platform/grpc.ts')],
  [
    'a promise that is awaited',
    'lib/writer/i.ts',
    floating
      .replace('function run(): void', 'async function run(): Promise<void>')
      .replace('  save()', '  await save()'),
  ],
  ['a file of 250 lines', 'lib/writer/j.ts', Array(250).fill('export {}').join('\n')],
  [
    'a test of the whole that imports a function',
    'tests/integration/a.test.ts',
    imports('../../functions/query/app.ts'),
  ],
] as const

const found = brokenRules([...violations, ...right].map(([, path, code]) => ({ path, code })))

test.each(violations)('%s is found', (_, path, _code, rule) => {
  expect(found.get(path)).toContain(rule)
})

test.each(right)('%s is right', (_, path) => {
  expect(found.get(path)).toEqual([])
})
