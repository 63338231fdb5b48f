import type { StackPorts } from './ports.ts'
import type { Progress } from './progress.ts'

/** Where a native stack keeps its data and its logs, and where it listens. */
export type NativeOptions = { dir: string; logDir: string; ports: StackPorts; progress: Progress }
