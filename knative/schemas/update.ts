// Writes the schemas of the resources of Knative and of the operators, taken from the definitions in their repositories:
//   node knative/schemas/update.ts [FOLDER]     FOLDER has a git clone of each repository, by its name
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Definition = {
  spec: {
    group: string
    names: { kind: string }
    versions: { name: string; schema: { openAPIV3Schema: object } }[]
  }
}

const kafka = 'control-plane/config/eventing-kafka-broker'
/** Repository, tag, file, and the version in it. */
const definitions: [repository: string, tag: string, path: string, version: string][] = [
  ['knative/serving', 'v0.50.0', 'config/core/300-resources/service.yaml', 'v1'],
  ['knative/eventing', 'v0.49.2', 'config/core/resources/pingsource.yaml', 'v1'],
  ['knative-extensions/eventing-kafka-broker', 'v0.50.0', `${kafka}/100-source/100-kafka-source.yaml`, 'v1'],
  [
    'knative-extensions/eventing-kafka-broker',
    'v0.50.0',
    `${kafka}/100-sink/100-kafka-sink.yaml`,
    'v1alpha1',
  ],
  ['knative-extensions/eventing-rabbitmq', 'v0.49.1', 'config/source/300-rabbitmqsource.yaml', 'v1alpha1'],
]

const strimzi = 'packaging/install/cluster-operator'
const rabbit = 'config/crd/bases/rabbitmq.com_'
for (const file of ['040-Crd-kafka', '043-Crd-kafkatopic', '045-Crd-kafkanodepool'])
  definitions.push(['strimzi/strimzi-kafka-operator', '1.2.0', `${strimzi}/${file}.yaml`, 'v1'])
definitions.push(['rabbitmq/cluster-operator', 'v2.22.3', `${rabbit}rabbitmqclusters.yaml`, 'v1beta1'])
for (const name of ['bindings', 'exchanges', 'permissions', 'queues', 'users'])
  definitions.push(['rabbitmq/messaging-topology-operator', 'v1.20.1', `${rabbit}${name}.yaml`, 'v1beta1'])

const clones = process.argv[2]
for (const [repository, tag, path, version] of definitions) {
  const { group, names, versions } = (parse(await read(repository, tag, path)) as Definition).spec
  const schema = versions.find(({ name }) => name === version)?.schema.openAPIV3Schema
  if (schema === undefined) throw new Error(`${names.kind} has no version ${version}`)
  const origin = { $comment: `https://github.com/${repository}/blob/${tag}/${path}, without descriptions` }
  const file = join(import.meta.dirname, `${names.kind}.${group}.${version}.json`)
  const bare = JSON.stringify({ ...origin, ...schema }, (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  )
  writeFileSync(file, `${bare}\n`)
}

async function read(repository: string, tag: string, path: string): Promise<string> {
  if (clones !== undefined) {
    const clone = join(clones, repository.split('/').at(-1) ?? '')
    return execFileSync('git', ['-C', clone, 'show', `${tag}:${path}`], { encoding: 'utf8' })
  }
  const answer = await fetch(`https://raw.githubusercontent.com/${repository}/${tag}/${path}`)
  if (!answer.ok) throw new Error(`${repository} ${tag} ${path}: ${answer.status}`)
  return await answer.text()
}
