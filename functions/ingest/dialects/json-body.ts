import { messageOf } from '#lib/platform/errors.ts'
import { RequestProblem } from '#lib/platform/problem.ts'
import type { Incoming } from './dialect.ts'

/** The value in a JSON body. @throws RequestProblem */
export function readJson({ body, mediaType }: Incoming): unknown {
  expectMediaType(mediaType, ['application/json'])
  return parse(body, 'the body')
}

/** Each line of a body of JSON lines; empty lines are passed over. @throws RequestProblem */
export function readJsonLines({ body }: Incoming): unknown[] {
  return body.split('\n').flatMap((line, index) => {
    const json = line.trim()
    return json === '' ? [] : [parse(json, `line ${index + 1}`)]
  })
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
