import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stringify } from 'yaml'
import { functionNames } from '../../dev/build.ts'
import { imageName, REPOSITORY } from '../../dev/images/image.ts'
import { devDir, root } from '../../dev/stack/paths.ts'

/** A folder for `kubectl apply -k`: an overlay, with the images from the repository that is asked for. */
export function writeOverlay(overlay: string, repository: string, folder = join(devDir, 'deploy')): string {
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
  }
  writeFileSync(join(folder, 'kustomization.yaml'), stringify(kustomization))
  return folder
}
