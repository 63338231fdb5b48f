import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { REPOSITORY as STATIONS } from '../../dev/artifact/options.ts'
import { REPOSITORY as IMAGES } from '../../dev/images/image.ts'

const config = JSON.parse(readFileSync('zot/config.json', 'utf8'))

test('in Zot everybody reads what is ours, one user pushes it, and nothing else can be pushed', () => {
  const { 'chaac/**': chaac, '**': rest, ...others } = config.http.accessControl.repositories
  expect(others).toEqual({})
  expect(chaac.anonymousPolicy).toEqual(['read'])
  expect(chaac.policies.map(({ users }: { users: string[] }) => users)).toEqual([['chaac']])
  expect(rest).toEqual({ anonymousPolicy: [], defaultPolicy: [] })
  for (const name of [STATIONS, `${IMAGES}/ingest`]) expect(name).toMatch(/^zot\.local:5000\/chaac\//)
})

test('Zot forgets old images, but no version of the stations that a cluster may name by its digest', () => {
  const [stations, images] = config.storage.retention.policies
  expect([stations.repositories, stations.deleteUntagged]).toEqual([['chaac/stations'], false])
  expect([images.repositories, images.deleteUntagged]).toEqual([['chaac/**'], true])
  for (const { keepTags } of [stations, images]) expect(keepTags).toHaveLength(1)
})
