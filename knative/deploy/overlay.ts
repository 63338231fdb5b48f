import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stringify } from 'yaml'
import { functionNames } from '../../dev/build.ts'
import { imageName, REPOSITORY } from '../../dev/images/image.ts'
import { devDir, root } from '../../dev/stack/paths.ts'

/** A change of Kustomize's: of what, and JSON patches as YAML. */
export type Patch = { target: { kind: string; name?: string }; patch: string }

/** A folder for `kubectl apply -k`: an overlay, with the images from the repository that is asked for. */
export function writeOverlay(
  overlay: string,
  repository: string,
  folder = join(devDir, 'deploy'),
  patches: readonly Patch[] = [],
): string {
  mkdirSync(folder, { recursive: true })
  const withoutTag = (name: string) => name.slice(0, name.lastIndexOf(':'))
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [relative(folder, join(root, 'knative', 'overlays', overlay))],
    images: functionNames().map((name) => ({
      name: withoutTag(imageName(name, REPOSITORY)),
      newName: withoutTag(imageName(name, repository)),
    })),
    patches,
  }
  writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization))
  return folder
}
