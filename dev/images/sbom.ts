import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { root } from '../stack/paths.ts'

/** What an image is made of: the packages of its bundle, Debian's, and Node. */
export type Contents = {
  name: string
  version: string
  packages: readonly string[]
  debian: readonly string[]
}

/**
 * A software bill of materials, CycloneDX 1.6 as JSON (https://cyclonedx.org/docs/1.6/json/). The same contents give
 * the same text.
 * @param contents `packages`: folders of npm packages, from the repository's; `debian`: `name version`
 */
export function billOfMaterials({ name, version, packages, debian }: Contents): string {
  const image = new Models.Component(Enums.ComponentType.Container, `chaac-${name}`, { version })
  image.bomRef.value = `chaac-${name}@${version}`
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: image }) })
  const add = (type: string, found: string, itsVersion: string, license?: string) => {
    const path = found.split('/').map(encodeURIComponent).join('/')
    const purl = `pkg:${type}/${path}@${encodeURIComponent(itsVersion)}`
    const component = new Models.Component(Enums.ComponentType.Library, found, { version: itsVersion, purl })
    component.bomRef.value = purl
    if (license !== undefined) component.licenses.add(new Models.NamedLicense(license))
    bom.components.add(component)
    image.dependencies.add(component.bomRef)
  }
  for (const folder of packages) {
    const found = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    add('npm', found.name, found.version, typeof found.license === 'string' ? found.license : undefined)
  }
  for (const line of debian) {
    const [found = '', itsVersion = ''] = line.split(' ')
    add('deb', `debian/${found}`, itsVersion)
  }
  add('generic', 'node', process.versions.node, 'MIT')
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
  return serializer.serialize(bom, { sortLists: true, space: 2 })
}
