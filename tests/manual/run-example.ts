import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../dev/stack/paths.ts'

const run = promisify(execFile)

/** Where things are while the manual is tried, in place of where it says that they are. */
export type Places = Readonly<Record<string, string>>

/** Runs a block of shell as it stands, up to the first command that fails. Returns what it prints. */
export async function runExample(shell: string, places: Places): Promise<string> {
  const text = Object.entries(places).reduce((said, [usual, here]) => said.replaceAll(usual, here), shell)
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', text], {
    cwd: root,
    timeout: 60_000,
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  })
  return stdout.replaceAll('\r\n', '\n').trimEnd() // CSV ends its lines as RFC 4180 asks
}
