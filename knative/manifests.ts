import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

/** A resource as its file has it. */
export type Manifest = {
  apiVersion: string
  kind: string
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  spec?: unknown
}

/** A key of a Secret or of a ConfigMap; `optional`: the function starts without it too. */
type KeyRef = { name: string; key: string; optional?: boolean }

/** A variable of a function: its value, or the Secret or the ConfigMap that has it. */
export type Variable = {
  name: string
  value?: string
  valueFrom?: { secretKeyRef?: KeyRef; configMapKeyRef?: KeyRef }
}

/** What a function's container is told. */
export type Container = {
  image: string
  ports: { name?: string; containerPort: number }[]
  env: Variable[]
  volumeMounts?: object[]
  readinessProbe: object
  livenessProbe?: object
  resources: object
  securityContext: object
}

/** A Knative Service, as far as its checks need it. */
export type FunctionManifest = Manifest & {
  spec: {
    template: {
      metadata: { annotations: Record<string, string> }
      spec: {
        containers: [Container]
        volumes?: object[]
        automountServiceAccountToken: boolean
        timeoutSeconds: number
      }
    }
  }
}

/** All resources of the folder, by file; Kustomize's own files are none. */
export function readManifests(pattern = '**/*.yaml'): Map<string, Manifest[]> {
  const files = globSync(pattern, { cwd: import.meta.dirname }).sort()
  return new Map(
    files
      .filter((file) => !/kustomization\.yaml$/.test(file))
      .map((file) => {
        const text = readFileSync(join(import.meta.dirname, file), 'utf8')
        return [file, parseAllDocuments(text).map((document) => document.toJS() as Manifest)] as const
      }),
  )
}

/** The functions' services by name. */
export function functionManifests(): Map<string, FunctionManifest> {
  const found = new Map<string, FunctionManifest>()
  for (const resources of readManifests('services/*.yaml').values()) {
    for (const one of resources) found.set(one.metadata.name, one as FunctionManifest)
  }
  return found
}
