import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Stack } from '../../dev/stack/broker.ts'
import { installNative } from '../../dev/stack/install.ts'
import { createNativeStack } from '../../dev/stack/native-stack.ts'
import { devDir, root } from '../../dev/stack/paths.ts'
import { freePorts } from '../../dev/stack/ports.ts'
import { type Mutant, mutate } from './mutant.ts'
import { mutants } from './mutants.ts'

/** Does each mutation in a copy of the source, and shows that the test that it names fails. */
const { values } = parseArgs({ options: { only: { type: 'string' } } })
const print = (line: string) => process.stdout.write(`${line}\n`)
const copy = join(devDir, `mutants-${process.pid}`)
const report = join(copy, 'report.json')

type Report = { testResults: { assertionResults: { status: string; fullName: string }[] }[] }

const chosen = mutants.filter(
  ({ name, promise, killedBy }) =>
    values.only === undefined || `${promise} ${killedBy.project} ${name}`.includes(values.only),
)
await using stack = await startStack()
makeCopy()
try {
  const survivors = chosen.filter((mutant) => !isKilled(mutant))
  print(`\n${chosen.length} mutants, ${survivors.length} survived`)
  process.exitCode = survivors.length === 0 && chosen.length > 0 ? 0 : 1
} finally {
  rmSync(copy, { recursive: true, force: true })
}

/** One stack for all tests that need brokers: they are told where it is, and start none of their own. */
async function startStack(): Promise<Stack | undefined> {
  if (chosen.every(({ killedBy }) => killedBy.project === 'unit')) return undefined
  await installNative()
  const dir = join(devDir, `mutants-stack-${process.pid}`)
  const stack = createNativeStack({ dir, logDir: join(dir, 'logs'), ports: await freePorts() })
  await stack.start()
  return {
    ...stack,
    async [Symbol.asyncDispose]() {
      await stack.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function addresses(): NodeJS.ProcessEnv {
  if (stack === undefined) return {}
  const { kafka, rabbitmq, valkey } = stack
  const login = { RABBIT_USERNAME: rabbitmq.username, RABBIT_PASSWORD: rabbitmq.password }
  return { KAFKA_ADDR: kafka.addr, RABBIT_ADDR: rabbitmq.addr, VALKEY_ADDR: valkey.addr, ...login }
}

function makeCopy(): void {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.split('\n').filter((line) => line !== '')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  symlinkSync(devDir, join(copy, '.dev')) // what was downloaded is not downloaded again
}

/** The named test passes without the change, and fails with it. */
function isKilled(mutant: Mutant): boolean {
  const path = join(copy, mutant.file)
  const text = readFileSync(path, 'utf8')
  const healthy = run(mutant)
  writeFileSync(path, mutate(text, mutant))
  const ill = run(mutant)
  writeFileSync(path, text)
  const wasGreen = healthy.length > 0 && healthy.every((status) => status === 'passed')
  const killed = wasGreen && ill.includes('failed')
  const told = killed
    ? 'killed'
    : wasGreen
      ? 'SURVIVED'
      : `its test does not pass: ${healthy.join(', ') || 'none found'}`
  print(`${mutant.promise}  ${told.padEnd(9)}  ${mutant.name}  ⟶  ${mutant.killedBy.name}`)
  return killed
}

/** How the tests of that name have ended. */
function run({ killedBy: { project, file, name } }: Mutant): string[] {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const args = [
    vitest,
    'run',
    '--project',
    project,
    file,
    '-t',
    pattern,
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  rmSync(report, { force: true })
  spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', env: { ...process.env, ...addresses() } })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  return all.filter(({ fullName }) => fullName.includes(name)).map(({ status }) => status)
}
