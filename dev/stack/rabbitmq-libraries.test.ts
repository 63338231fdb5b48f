import { expect, test } from 'vitest'
import { applicationsOf } from './rabbitmq-libraries.ts'

test('reads what an Erlang application needs', () => {
  const description = `{application, 'ra', [
\t{description, "Raft library"},
\t{registered, [ra_sup]},
\t{applications, [kernel,stdlib,sasl,
\t  crypto, aten,gen_batch_server]},
\t{mod, {ra_app, []}}
]}.`
  expect(applicationsOf(description)).toEqual([
    'kernel',
    'stdlib',
    'sasl',
    'crypto',
    'aten',
    'gen_batch_server',
  ])
})

test('an application that names none needs none', () => {
  expect(applicationsOf('{application, a, []}.')).toEqual([])
})
