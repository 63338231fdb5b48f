import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { killMarked, marked } from './descendants.ts'

/** What to run, and where its output goes. */
export type ProcessOptions = {
  name: string
  command: string
  args?: readonly string[]
  /** The whole environment of the child; that of this process unless given. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** Output is appended here. */
  logFile: string
  /** Must not be cut short: it goes on to its end even when this process ends. */
  outlivesParent?: boolean
}

/** How a process ended. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null }

/** A child process that ends with this one, whatever happens to it. */
export type Supervised = AsyncDisposable & {
  readonly name: string
  readonly pid: number
  readonly exited: Promise<Exit>
  isRunning(): boolean
  /** Ends it in order; after `withinMs` by force. */
  stop(options?: { signal?: NodeJS.Signals; withinMs?: number }): Promise<Exit>
  /** Ends it at once, with whatever it has started. */
  kill(): Promise<Exit>
  pause(): void
  resume(): void
  /** The last lines this process has written, for error messages. */
  tail(lines?: number): string
}

const running = new Set<ChildProcess>()
let endsWithParent = false

/** Starts a child in its own process group, so that Ctrl-C reaches only this process, which then ends all in order. */
export function startProcess(options: ProcessOptions): Supervised {
  const { name, command, args = [], env, cwd, logFile, outlivesParent = false } = options
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const logStart = statSync(logFile).size
  const [file, ...rest] = [...(outlivesParent ? [] : deathSignal()), command, ...args] as [
    string,
    ...string[],
  ]
  const own = marked(env ?? process.env)
  const child = spawn(file, rest, {
    cwd,
    env: own.env,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  if (!outlivesParent) endWithParent(child)

  let exit: Exit | undefined
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      running.delete(child)
      signalGroup(child, 'SIGKILL') // what it leaves behind
      if (!outlivesParent) killMarked(own.mark)
      exit = { code, signal }
      resolve(exit)
    }
    child.once('exit', end)
    child.once('error', (error) => {
      if (child.pid !== undefined) return
      appendFileSync(logFile, `${error.message}\n`)
      end(127, null)
    })
  })

  async function stop({ signal = 'SIGTERM' as NodeJS.Signals, withinMs = 10_000 } = {}): Promise<Exit> {
    if (exit !== undefined) return exit
    child.kill(signal)
    child.kill('SIGCONT') // a paused process would never see the first one
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), withinMs)
    try {
      return await exited
    } finally {
      clearTimeout(force)
    }
  }

  return {
    name,
    pid: child.pid ?? -1,
    exited,
    isRunning: () => exit === undefined,
    stop,
    async kill() {
      if (exit === undefined) signalGroup(child, 'SIGKILL')
      return await exited
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    tail(lines = 15) {
      if (!existsSync(logFile)) return '' // somebody has tidied up
      const written = readFileSync(logFile).subarray(logStart).toString()
      return written.trimEnd().split('\n').slice(-lines).join('\n')
    },
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}

/** How an exit reads in an error message. */
export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`
}

/** A process that calls process.exit() takes its children along. */
function endWithParent(child: ChildProcess): void {
  running.add(child)
  if (endsWithParent) return
  endsWithParent = true
  process.once('exit', () => {
    for (const each of running) signalGroup(each, 'SIGKILL')
  })
}

let prefix: readonly string[] | undefined

/** On Linux the kernel ends the child when this process is killed and cannot do it itself. */
function deathSignal(): readonly string[] {
  const wanted = ['setpriv', '--pdeathsig', 'KILL']
  prefix ??= spawnSync('setpriv', [...wanted.slice(1), 'true']).status === 0 ? wanted : []
  return prefix
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {} // nobody is left in it
}
