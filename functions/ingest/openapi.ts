import { openApi } from '#lib/platform/openapi.ts'
import type { Dialect } from './dialects/dialect.ts'

/** The OpenAPI document of this function, made of the schemas that validate. */
export function createOpenApi(dialects: readonly Dialect[]) {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 255 },
    description: 'A request that is sent again under the same key counts once',
  }
  const paths = dialects.flatMap((dialect) =>
    Object.entries(dialect.describe?.() ?? {}).map(([path, operation]) => {
      return [path, { post: { parameters: [key], ...operation } }] as const
    }),
  )
  return openApi('Chaac ingest', Object.fromEntries(paths))
}
