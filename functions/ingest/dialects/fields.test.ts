import { expect, test } from 'vitest'
import { RequestProblem } from '#lib/platform/problem.ts'
import { fieldsOf } from './fields.ts'

test.each(['UV=3', 'uv=3', 'Uv=+3', 'uv=%2B3.0', 'uv=3.', 'UV=3&uv=9'])(
  '%s is a number by any name’s case',
  (query) => {
    expect(fieldsOf(query).number('uv')).toBe(3)
  },
)

test.each(['-9999', '-9999.0', '', '--', '--.-', 'N/A', 'null', 'NaN'])(
  '%j is no value but a sensor that is missing',
  (value) => {
    const fields = fieldsOf(`tempf=${value}&tempc=5`)
    expect([fields.number('tempf'), fields.text('tempf')]).toEqual([undefined, undefined])
    expect(fields.number('tempf', 'tempc')).toBe(5)
    expect(() => fields.check()).not.toThrow()
  },
)

test('everything that is wrong is named at once, and no value is repeated', () => {
  const fields = fieldsOf('tempf=warm&humidity=0x10&baromin=1e3&winddir=12,5&ID=')
  for (const name of ['tempf', 'humidity', 'baromin', 'winddir']) fields.number(name)
  fields.required('ID')
  fields.required('PASSWORD')
  const problem = thrownBy(() => fields.check())
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
    ...['/tempf', '/humidity', '/baromin', '/winddir', '/ID', '/PASSWORD'],
  ])
  expect(JSON.stringify(problem.errors)).not.toMatch(/warm|0x10|12,5/)
})

test('names that every object has are fields like others', () => {
  expect(fieldsOf('a=1').text('constructor', '__proto__')).toBeUndefined()
  expect(fieldsOf('__proto__=2').number('__proto__')).toBe(2)
})

function thrownBy(run: () => void): RequestProblem {
  try {
    run()
  } catch (error) {
    if (error instanceof RequestProblem) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
