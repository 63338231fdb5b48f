import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { aclFile } from '../../dev/stack/valkey-users.ts'

const text = readFileSync('compose.dev.yml', 'utf8')

test('fault 10: every image of compose.dev.yml is pinned, and none is one that no longer exists', () => {
  const images = [...text.matchAll(/image: \$\{[A-Z]+_IMAGE:-([^}]+)\}/g)].map(([, image]) => image ?? '')
  expect(images).toHaveLength(4)
  for (const image of images) {
    expect(image).toMatch(/:\d+\.\d+/)
    expect(image).not.toContain('latest')
    expect(image).not.toContain('bitnami')
  }
  expect([...text.matchAll(/image:/g)]).toHaveLength(images.length)
})

test('compose gives Valkey the users of lib/store/users.acl, and no others', () => {
  const placeholder = (name: string) => `\${VALKEY_${name.toUpperCase()}_PASSWORD:-${name}}`
  const login = <Name extends string>(username: Name) => ({ username, password: placeholder(username) })
  const users = aclFile({ grafana: login('grafana'), query: login('query') })
  const { command } = parse(text).services.valkey
  expect(command.match(/--user .*?(?= --|$)/g)).toEqual(
    users
      .trim()
      .split('\n')
      .map((user) => `--${user}`),
  )
})
