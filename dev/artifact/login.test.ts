import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loginOfDocker, loginOfEnvironment } from './login.ts'

test('a login of the environment is whole or refused', () => {
  expect(loginOfEnvironment({})).toBeUndefined()
  const login = loginOfEnvironment({ REGISTRY_USERNAME: 'ana', REGISTRY_PASSWORD: 'a:b' })
  expect([login?.username, login?.password.reveal()]).toEqual(['ana', 'a:b'])
  expect(() => loginOfEnvironment({ REGISTRY_USERNAME: 'ana' })).toThrow('belong together')
})

test('what docker login has left is found by host, and its file is never quoted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaac-login-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const env = { DOCKER_CONFIG: folder }
  expect(loginOfDocker(env, 'zot.local:5000')).toBeUndefined()
  const auth = Buffer.from('ana:a:b').toString('base64')
  const auths = { 'zot.local:5000': { auth }, 'helper.local': {} }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths, credsStore: 'pass' }))
  const login = loginOfDocker(env, 'zot.local:5000')
  expect([login?.username, login?.password.reveal()]).toEqual(['ana', 'a:b'])
  expect(loginOfDocker(env, 'helper.local')).toBeUndefined()
  expect(loginOfDocker(env, 'other.local')).toBeUndefined()
  writeFileSync(join(folder, 'config.json'), `{"auths": ${auth}`)
  expect(() => loginOfDocker(env, 'zot.local:5000')).toThrow(/config\.json is not JSON$/)
})
