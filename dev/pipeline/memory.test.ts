import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../stack/paths.ts'
import { memoryOf } from './memory.ts'
import type { PartName } from './parts.ts'

type Service = {
  kind: string
  metadata: { name: PartName }
  spec: { template: { spec: { containers: { resources: { limits: { memory: string } } }[] } } }
}

const services = globSync('knative/services/*.yaml', { cwd: root })
  .map((file) => parse(readFileSync(join(root, file), 'utf8')) as Service)
  .filter(({ kind }) => kind === 'Service')

test('every function of the local pipeline has the memory that its manifest gives it', () => {
  const limits = services.map(({ metadata, spec }) => {
    return [metadata.name, spec.template.spec.containers[0]?.resources.limits.memory]
  })
  expect(limits).toHaveLength(7)
  expect(limits).toEqual(services.map(({ metadata: { name } }) => [name, `${memoryOf(name)}Mi`]))
})
