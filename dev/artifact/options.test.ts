import { expect, test } from 'vitest'
import { REPOSITORY, readArtifactOptions } from './options.ts'
import { parseRepository } from './repository.ts'

const digest = `sha256:${'a'.repeat(64)}`

test('push and pull are read, with the stations of the local registry unless told otherwise', () => {
  expect(readArtifactOptions(['push', '--tag', 'spring'])).toMatchObject({
    command: { name: 'push', tag: 'spring' },
    repository: parseRepository(REPOSITORY),
    plainHttp: false,
  })
  const elsewhere = ['pull', digest, '--plain-http', '--repository', 'localhost:5000/a/b_c']
  expect(readArtifactOptions(elsewhere)).toMatchObject({
    command: { name: 'pull', reference: digest },
    repository: { host: 'localhost:5000', name: 'a/b_c' },
    plainHttp: true,
  })
  expect(readArtifactOptions([]).command).toEqual({ name: 'help' })
})

test.each([
  [['push', '--tag', 'latest'], 'never latest'],
  [['pull', 'latest'], 'neither a digest'],
  [['pull', 'sha256:abc'], 'neither a digest'],
  [['pull'], 'needs a digest or a tag'],
  [['pull', digest, 'more'], 'push, or pull REFERENCE'],
  [['pull', digest, '--tag', 'spring'], '--tag, of push'],
  [['fetch'], 'push, or pull REFERENCE'],
  [['push', '--with', 'curl'], 'oras or http'],
  [['push', '--repository', 'chaac'], 'reads like zot.local:5000/chaac/stations'],
  [['push', '--repository', 'zot.local:5000/Chaac'], 'reads like zot.local:5000/chaac/stations'],
  [['push', '--repository', 'user@zot.local/../x'], 'reads like zot.local:5000/chaac/stations'],
])('%j is refused', (args, reason) => {
  expect(() => readArtifactOptions(args)).toThrow(reason)
})
