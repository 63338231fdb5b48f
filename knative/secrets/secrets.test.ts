import { expect, test } from 'vitest'
import { readManifests } from '../manifests.ts'
import { makeSecrets } from './secrets.ts'

let made = 0
const secrets = makeSecrets({}, () => `password-${++made}`)

/** Only who changes the secret of the stations' keys makes this one. */
const byHand = ['station-keys before']

test('every Secret that a manifest refers to is made, with the key that it asks for', () => {
  const text = JSON.stringify([...readManifests().values()])
  const keys = [...text.matchAll(/"secretKeyRef":\{"name":"([^"]+)","key":"([^"]+)"/g)]
  expect(keys.length).toBeGreaterThan(5)
  for (const [, name = '', key = ''] of keys)
    if (!byHand.includes(`${name} ${key}`)) expect(secrets[name]?.[key], `${name} ${key}`).toBeTruthy()
  const whole = [
    ...text.matchAll(
      /"(?:secretName|connectionSecret":\{"name|importCredentialsSecret":\{"name)":"([^"]+)"/g,
    ),
  ]
  expect(whole.length).toBeGreaterThan(2)
  for (const [, name = ''] of whole) expect(Object.keys(secrets)).toContain(name)
})

test('what is there stays, and what follows from it follows', () => {
  const known = { rabbitmq: { username: 'own', password: 'theirs' }, valkey: { query: 'known' } }
  const next = makeSecrets(known, () => 'new')
  expect(next.rabbitmq).toEqual(known.rabbitmq)
  expect(next['rabbitmq-source']).toMatchObject(known.rabbitmq)
  expect(next.valkey).toMatchObject({ query: 'known', consumers: 'new' })
  expect(makeSecrets(next, () => 'newer')).toEqual(next)
})

test('passwords are all different, and Valkey’s file has none of them', () => {
  const passwords = Object.values(secrets.valkey ?? {})
  expect(new Set(passwords).size).toBe(6)
  for (const password of passwords) expect(secrets['valkey-users']?.['users.acl']).not.toContain(password)
  expect(secrets['valkey-users']?.['users.acl']).not.toContain('$')
})
