import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether a command can be run by its name. */
export function isOnPath(command: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, command)))
}
