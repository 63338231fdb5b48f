import type { Dialect } from './dialects/dialect.ts'

/** The dialects that are spoken on a path, by method, in the order in which they are asked. */
export type Route = { path: string; methods: ReadonlyMap<string, [Dialect, ...Dialect[]]> }

/** Every path of these dialects once: of two that have a path in common, neither may hide the other. */
export function routesOf(dialects: readonly Dialect[]): Route[] {
  const routes = new Map<string, Map<string, [Dialect, ...Dialect[]]>>()
  for (const dialect of dialects) {
    for (const path of dialect.paths) {
      const methods = routes.get(path) ?? new Map<string, [Dialect, ...Dialect[]]>()
      routes.set(path, methods)
      for (const method of dialect.methods) {
        const speakers = methods.get(method)
        if (speakers === undefined) methods.set(method, [dialect])
        else speakers.push(dialect)
      }
    }
  }
  return [...routes].map(([path, methods]) => ({ path, methods }))
}
