import { describeExit, type ProcessOptions, startProcess } from '../process.ts'

/** Runs a command to its end. */
export async function runStep(options: ProcessOptions): Promise<void> {
  const step = startProcess(options)
  const exit = await step.exited
  if (exit.code === 0) return
  throw new Error(
    `${options.name} failed (${describeExit(exit)}), its log is ${options.logFile}:\n${step.tail()}`,
  )
}
