import { join } from 'node:path'

/** The script of a server that a function is measured against, or that stands in for one: its name in `servers/`. */
export function serverFile(name: string): string {
  return join(import.meta.dirname, 'servers', `${name}.ts`)
}
