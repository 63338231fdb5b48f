import { tellKubectl } from '../../../knative/deploy/kubectl.ts'

/** What is told to the cluster. */
type Resource = object

/** A name of the cluster for something on this machine: a Service without pods, and the address that it stands for. */
export function serviceFor(name: string, address: string, port: number): Resource[] {
  const labels = { 'app.kubernetes.io/part-of': 'chaac', 'kubernetes.io/service-name': name }
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'weather' },
      spec: { ports: [{ name, port }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-elsewhere`, namespace: 'weather', labels },
      addressType: 'IPv4',
      ports: [{ name, port, protocol: 'TCP' }],
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
    },
  ]
}

/** A Secret of the namespace. As `data`: keys of `stringData` that are told no more would stay. */
export function secretOf(name: string, content: Record<string, string>): Resource {
  const data = Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  )
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'weather' }, data }
}

/** Makes or changes them; what was told before and is told no more goes. */
export function tellCluster(items: readonly Resource[]): void {
  const how = ['--server-side', '--field-manager=chaac-brokers', '--force-conflicts']
  tellKubectl(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'apply', ...how, '-f', '-')
}
