import { messageOf } from '#lib/platform/errors.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { Incoming } from './dialect.ts'

/** The value in a JSON body. @throws RequestProblem */
export function readJson({ body, mediaType }: Incoming): unknown {
  expectMediaType(mediaType, ['application/json'])
  return parse(body, 'the body')
}

/** Each line of a body of at most `limit` JSON lines; empty lines are passed over. @throws RequestProblem */
export function readJsonLines({ body }: Incoming, limit: number): unknown[] {
  const lines = body.split('\n').map((line) => line.trim())
  // Counted before they are read: reading is what takes long.
  if (lines.filter((line) => line !== '').length > limit)
    throw new RequestProblem('too-large', `at most ${limit} readings a request`)
  return lines.flatMap((line, index) => (line === '' ? [] : [parse(line, `line ${index + 1}`)]))
}

/** @throws RequestProblem unless the media type is one of these */
export function expectMediaType(mediaType: string, expected: readonly string[]): void {
  if (expected.includes(mediaType)) return
  const said = mediaType === '' ? 'none' : mediaType
  throw new RequestProblem(
    'unsupported-media-type',
    `the content type must be ${expected.join(' or ')}, not ${said}`,
  )
}

function parse(json: string, what: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new RequestProblem('malformed-body', `${what} is not JSON: ${messageOf(error)}`)
  }
}
