import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { devDir } from '../../dev/stack/paths.ts'
import { functionManifests } from '../manifests.ts'
import { readDeployOptions } from './options.ts'
import { writeOverlay } from './overlay.ts'

test('what is not said has a default, and a dry run without a word is the client’s', () => {
  expect(readDeployOptions([])).toMatchObject({
    overlay: 'local',
    components: [],
    dryRun: undefined,
    waitSeconds: 300,
  })
  expect(readDeployOptions(['--dry-run'])).toMatchObject({ dryRun: 'client' })
  expect(readDeployOptions(['--dry-run=server'])).toMatchObject({ dryRun: 'server' })
})

test.each([
  ['--overlay', 'test'],
  ['--component', 'test'],
  ['--dry-run=perhaps'],
  ['--wait', 'long'],
  ['--force'],
])('%s is refused', (...args) => {
  expect(() => readDeployOptions(args)).toThrow()
})

test('every image of the manifests is taken from the repository that is asked for', () => {
  const folder = writeOverlay(
    { overlay: 'local', repository: 'registry.test/weather', components: ['kafka-auth'] },
    join(devDir, 'deploy-test'),
  )
  const { images, resources, components } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8'))
  const replaced = new Map(images.map(({ name, newName }: Record<string, string>) => [name, newName]))
  for (const [, { spec }] of functionManifests()) {
    const image = spec.template.spec.containers[0].image.replace(/:[^:]*$/, '')
    expect(replaced.get(image)).toMatch(/^registry\.test\/weather\/[a-z-]+$/)
  }
  expect(readFileSync(join(folder, resources[0], 'kustomization.yaml'), 'utf8')).toContain('../../base')
  expect(readFileSync(join(folder, components[0], 'kustomization.yaml'), 'utf8')).toContain('KAFKA_TLS')
})
