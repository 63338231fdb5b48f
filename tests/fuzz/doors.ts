import type { Door } from './door.ts'
import { consumers } from './doors/consumers.ts'
import { deadLetters } from './doors/dead-letters.ts'
import { ingest } from './doors/ingest.ts'
import { query } from './doors/query.ts'
import { sources } from './doors/sources.ts'
import { writers } from './doors/writers.ts'

/** Every way in. The type of its cases is each door's own business. */
export const doors = [
  ingest,
  writers,
  consumers,
  sources,
  deadLetters,
  query,
] as unknown as readonly Door<unknown>[]
