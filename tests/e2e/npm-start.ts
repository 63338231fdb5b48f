import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { root } from '../../dev/stack/paths.ts'

/** `npm start` or another script, under way: all that it has printed so far, and the code with which it will end. */
export type Start = { child: ChildProcess; output: () => string; exited: Promise<number> }

/** Starts everything as `npm start -- …` does, with some variables beside one's own. */
export function npmStart(args: readonly string[], env: Record<string, string> = {}): Start {
  return runScript('dev/start.ts', args, env)
}

/** Runs a script of the repository, as npm would. */
export function runScript(script: string, args: readonly string[], env: Record<string, string> = {}): Start {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  return { child, output: () => text, exited: once(child, 'close').then(([code]) => code as number) }
}
