/** `npm run chaos`: does everything that was acknowledged arrive, once, whatever breaks? */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { messageOf } from '#lib/platform/errors.ts'
import { buildBundles } from '../pipeline/bundles.ts'
import { printProgress } from '../show/terminal.ts'
import { installNative } from '../stack/install.ts'
import { devDir, root } from '../stack/paths.ts'
import { makeScratch } from '../stack/scratch.ts'
import { unmountAbandoned } from './local/disks.ts'
import { type ChaosOptions, help, readChaosOptions } from './options.ts'
import { createRandom } from './random.ts'
import { describeReport, type Report } from './report.ts'
import { runAccount } from './run-account.ts'
import { runLocal } from './run-local.ts'

const tell = (line: string) => console.log(`  ${line}`)

try {
  const options = readChaosOptions(process.argv.slice(2), () =>
    createRandom(Date.now()).integer(0, 2 ** 32 - 1),
  )
  if (options.help) console.log(help)
  else process.exitCode = await run(options)
} catch (error) {
  console.error(`\nIt could not be done: ${messageOf(error)}`)
  process.exitCode = 1
}

async function run(options: ChaosOptions): Promise<number> {
  const report = options.kind === 'local' ? await local(options) : await runAccount(accountOf(options))
  const file = options.report ?? join(devDir, 'chaos', `report-${options.seed}.json`)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`)
  console.log(`\n${describeReport(report)}\n  ${relative(root, file)} has all of it.`)
  return report.balanced ? 0 : 1
}

/** In a place of its own, which is gone after it. The logs stay. */
async function local(options: ChaosOptions & { kind: 'local' }): Promise<Report> {
  await installNative(printProgress)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
  await unmountAbandoned(devDir)
  await using scratch = await makeScratch('chaos-run')
  const bundles = await buildBundles(join(scratch.dir, 'bundles'))
  const logDir = join(devDir, 'chaos', `logs-${options.seed}`)
  return await runLocal({ ...options, dir: join(scratch.dir, 'data'), logDir, bundles, tell })
}

function accountOf(options: ChaosOptions & { kind: 'account' }) {
  const { VALKEY_USERNAME: username, VALKEY_PASSWORD: password, OPERATOR_KEY: operatorKey } = process.env
  const login = {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  }
  return { ...options, login, operatorKey, tell }
}
