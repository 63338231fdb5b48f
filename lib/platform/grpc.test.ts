import { Metadata, type ServerUnaryCall, type ServiceError, status } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { createRecordingLog } from '#lib/testing/recording-log.ts'
import { PermanentError, TransientError } from './errors.ts'
import { createGate } from './gate.ts'
import { empty, errorOfCall, unary } from './grpc.ts'

test('what a call resolves with is the reply', async () => {
  const { reply } = await answer(async (request) => `hello ${request}`)
  expect(reply).toEqual([null, 'hello request'])
})

test.each([
  [new PermanentError('wrong'), status.INVALID_ARGUMENT],
  [new TransientError('away'), status.UNAVAILABLE],
  [new TypeError('a mistake of ours'), status.UNAVAILABLE],
])('%s becomes a status that says whether to try again', async (error, code) => {
  const { reply } = await answer(() => Promise.reject(error))
  expect(reply).toEqual([{ code, details: error.message }])
})

test('what is thrown and no error at all is still an answer', async () => {
  const { reply } = await answer(() => Promise.reject('text'))
  expect(reply).toEqual([{ code: status.UNAVAILABLE, details: 'text' }])
})

test('details fit into a header, whatever the error quotes', async () => {
  const { reply } = await answer(() => Promise.reject(new PermanentError(`\ud800${'ä'.repeat(100_000)}`)))
  const [{ details }] = reply as [{ details: string }]
  expect(details).toHaveLength(1_000)
  expect(() => encodeURI(details)).not.toThrow()
})

test('only what is unexpected is logged', async () => {
  expect((await answer(() => Promise.reject(new PermanentError('wrong')))).logged).toEqual([])
  expect((await answer(() => Promise.reject(new TransientError('away')))).logged).toEqual([])
  expect((await answer(() => Promise.reject(new Error('odd')))).logged).toEqual(['call.failed'])
})

test.each([
  ['answered', async () => ({})],
  ['refused', () => Promise.reject(new PermanentError('wrong'))],
])('a call that is %s holds nothing any more of what it was asked', async (_, call) => {
  const request = { readings: [{}, {}], of: 'a batch' }
  const received = { request } as ServerUnaryCall<typeof request, object>
  let asked: unknown
  await new Promise<void>((resolve) => {
    const work = (given: object) => {
      asked = structuredClone(given)
      return call()
    }
    unary(createRecordingLog().log, createGate({ work: 1, bytes: 0 }), work)(received, () => resolve())
  })
  expect(asked).toEqual({ readings: [{}, {}], of: 'a batch' })
  expect(Object.values(request)).toEqual([undefined, undefined])
})

test('what is no message is left as it is', () => {
  for (const none of [undefined, null, 'text', 1]) expect(() => empty(none)).not.toThrow()
})

test.each([
  [status.INVALID_ARGUMENT, PermanentError],
  [status.UNAVAILABLE, TransientError],
  [status.DEADLINE_EXCEEDED, TransientError],
  [status.RESOURCE_EXHAUSTED, TransientError],
  [status.UNKNOWN, TransientError],
  [status.UNIMPLEMENTED, TransientError],
])('on the other side status %d is a %o', (code, kind) => {
  const error = failedCall(code, 'details')
  expect(errorOfCall(error)).toBeInstanceOf(kind)
  expect(errorOfCall(error)).toMatchObject({ message: 'details', cause: error })
})

test('without details the message of the call is kept', () => {
  expect(errorOfCall(failedCall(status.UNKNOWN, '')).message).toBe('14 message')
})

function failedCall(code: status, details: string): ServiceError {
  return Object.assign(new Error('14 message'), { code, details, metadata: new Metadata() })
}

async function answer(call: (request: string) => Promise<string>) {
  const { log, events } = createRecordingLog()
  const reply = await new Promise<unknown[]>((resolve) => {
    const request = { request: 'request' } as ServerUnaryCall<string, string>
    unary(log, createGate({ work: 1, bytes: 0 }), call)(request, (...given) => resolve(given))
  })
  return { reply, logged: events() }
}
