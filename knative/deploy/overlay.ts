import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stringify } from 'yaml'
import { functionNames } from '../../dev/build.ts'
import { imageName, REPOSITORY } from '../../dev/images/image.ts'
import { devDir, root } from '../../dev/stack/paths.ts'

/** A change of Kustomize's: of what, and JSON patches as YAML. */
export type Patch = { target: { kind: string; name?: string }; patch: string }

/** An overlay, where its images are, and what is added to it and changed. */
export type Wanted = {
  overlay: string
  repository: string
  components?: readonly string[]
  patches?: readonly Patch[]
}

const knative = join(root, 'knative')

/** What can be added to an overlay: the folders of knative/components. */
export function componentNames(): string[] {
  return readdirSync(join(knative, 'components')).sort()
}

/** Writes a folder for `kubectl apply -k`. @returns where it is */
export function writeOverlay(
  { overlay, repository, components = [], patches = [] }: Wanted,
  folder = join(devDir, 'deploy'),
): string {
  mkdirSync(folder, { recursive: true })
  const withoutTag = (name: string) => name.slice(0, name.lastIndexOf(':'))
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [relative(folder, join(knative, 'overlays', overlay))],
    components: components.map((name) => relative(folder, join(knative, 'components', name))),
    images: functionNames().map((name) => ({
      name: withoutTag(imageName(name, REPOSITORY)),
      newName: withoutTag(imageName(name, repository)),
    })),
    patches,
  }
  writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization))
  return folder
}
