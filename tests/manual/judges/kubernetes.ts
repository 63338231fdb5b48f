import { parseArgs } from 'node:util'
import { functionManifests } from '../../../knative/manifests.ts'
import { makeSecrets } from '../../../knative/secrets/secrets.ts'
import { mustBeOneOf, namesByKind } from '../repository.ts'

const text = { type: 'string' } as const

/** `kubectl` on what our manifests name, in our namespace. */
export function judgeKubectl(words: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      namespace: { ...text, short: 'n' },
      output: { ...text, short: 'o' },
      selector: { ...text, short: 'l' },
      container: { ...text, short: 'c' },
    },
  })
  const [verb, what = '', ...names] = positionals
  const { namespace } = values
  if (verb === 'create' && what === 'namespace') mustBeOneOf('namespace', names[0], namespaces())
  else if (verb === 'logs' && namespace === 'knative-serving')
    mustBeOneOf('part of Knative', what, ['deployment/autoscaler'])
  else if (verb === 'get') judgeGet(what, names, values)
  else if (verb === 'logs') judgeLogs(values)
  else throw new Error(`nobody judges kubectl ${verb}`)
}

/** `kn service update` of one of our functions. */
export function judgeKn(words: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      namespace: { ...text, short: 'n' },
      traffic: { ...text, multiple: true, default: [] },
      'scale-min': text,
      'scale-max': text,
    },
  })
  const [group, verb, name = '', ...more] = positionals
  if (group !== 'service' || verb !== 'update' || more.length > 0) throw new Error('kn service update NAME')
  mustBeOneOf('function', name, functionManifests().keys())
  mustBeOneOf('namespace', values.namespace, namespaces())
  for (const share of values.traffic) {
    if (!new RegExp(`^(@latest|${name}-\\d{5})=\\d{1,3}$`).test(share)) throw new Error(`--traffic ${share}?`)
  }
  if (values.traffic.reduce((sum, share) => sum + Number(share.split('=')[1]), 0) % 100 !== 0)
    throw new Error('shares of traffic add up to 100')
  const limit = Number(functionManifests().get(name)?.spec.template.metadata.annotations[MAX_SCALE])
  if (Number(values['scale-max'] ?? 0) > limit) throw new Error(`${name} has at most ${limit} pods`)
}

const MAX_SCALE = 'autoscaling.knative.dev/max-scale'

type Values = Readonly<Partial<Record<'namespace' | 'output' | 'selector' | 'container', string>>>

function judgeGet(kinds: string, names: readonly string[], { namespace, output }: Values): void {
  mustBeOneOf('namespace', namespace, namespaces())
  const known = namesByKind()
  for (const kind of kinds.split(',')) {
    if (kind === 'secret') judgeSecret(names[0] ?? '', output)
    else if (kind !== 'pods') mustBeOneOf('kind', kind, known.keys())
    if (kind !== 'secret') for (const name of names) mustBeOneOf(kind, name, known.get(kind) ?? [])
  }
}

function judgeSecret(name: string, output: string | undefined): void {
  const secrets = makeSecrets({}, () => 'password')
  mustBeOneOf('Secret', name, Object.keys(secrets))
  const [, key] = /^jsonpath=\{\.data\.([a-z-]+)\}$/.exec(output ?? '') ?? []
  mustBeOneOf(`key of ${name}`, key, Object.keys(secrets[name] ?? {}))
}

function judgeLogs({ namespace, selector = '', container }: Values): void {
  mustBeOneOf('namespace', namespace, namespaces())
  const [label, name] = selector.split('=')
  mustBeOneOf('label', label, ['serving.knative.dev/service'])
  mustBeOneOf('function', name, functionManifests().keys())
  mustBeOneOf('container', container, ['user-container'])
}

function namespaces(): Iterable<string> {
  return namesByKind().get('namespace') ?? []
}
