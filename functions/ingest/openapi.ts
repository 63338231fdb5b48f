import { openApi, problemResponse } from '#lib/platform/openapi.ts'
import type { Dialect } from './dialects/dialect.ts'
import { MAX_KEY } from './dialects/request-key.ts'

/** A key proves a station where stations have keys, in either of two headers. */
const components = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', description: "The station's key" },
    stationKey: { type: 'apiKey', in: 'header', name: 'X-Station-Key', description: "The station's key" },
  },
}
const security = [{}, { bearer: [] }, { stationKey: [] }]

/** What admission refuses, in every dialect. */
const refusals = () => ({
  401: problemResponse('A station needs a key, and there is none or a wrong one'),
  403: problemResponse("The key is another station's"),
  429: problemResponse('Too many wrong keys or readings: Retry-After says when to come back'),
})

/** The OpenAPI document of this function, made of the schemas that validate. */
export function createOpenApi(dialects: readonly Dialect[]) {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: MAX_KEY },
    description: 'A request that is sent again under the same key counts once',
  }
  const paths = dialects.flatMap((dialect) =>
    Object.entries(dialect.describe?.() ?? {}).map(([path, operation]) => {
      const { responses, ...described } = operation
      const post = {
        security,
        ...described,
        parameters: [key, ...(described.parameters ?? [])],
        responses: { ...responses, ...refusals() },
      }
      return [path, { post }] as const
    }),
  )
  return openApi('Chaac ingest', Object.fromEntries(paths), { components })
}
