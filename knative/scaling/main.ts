import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '#lib/platform/errors.ts'
import { writeMeasured } from '../../dev/measured.ts'
import { root } from '../../dev/stack/paths.ts'
import { writeAnnex } from '../../load/manual/annex.ts'
import { askKubectl } from '../deploy/kubectl.ts'
import { openDoor } from './gateway.ts'
import { measureScaling } from './measure.ts'
import { tablesOf } from './tables.ts'

const help = `npm run scaling -- [options]    measures how the functions of a cluster rest, wake and grow

  --gateway URL   the gateway, where the names of services are not known to this machine
  --times N       how often each start from zero is measured (default 3); 0: only growth, the others stay as kept
  --clients N     how many clients send backlogs of 200 readings at a time (default 50)
  --write         puts the tables into docs/autoscaling.md, and the figures into load/results/scaling.json
  --help          this text

The cluster is the one of kubectl (KUBECONFIG); everything is deployed, and nobody sends. Takes about 7 minutes a time.`

try {
  const { values } = parseArgs({
    options: {
      gateway: { type: 'string' },
      times: { type: 'string', default: '3' },
      clients: { type: 'string', default: '50' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) console.log(help)
  else await run(values)
} catch (error) {
  console.error(messageOf(error))
  process.exitCode = 1
}

async function run(options: {
  gateway?: string
  times: string
  clients: string
  write: boolean
}): Promise<void> {
  await using ingest = await openDoor('ingest', options.gateway)
  await using query = await openDoor('query', options.gateway)
  const doors = { ingest: ingest.url, query: query.url }
  const amounts = { times: Number(options.times), clients: Number(options.clients) }
  const results = join(root, 'load/results/scaling.json')
  const measured = await measureScaling(doors, amounts, console.log)
  const scaling =
    amounts.times > 0 ? measured : { ...JSON.parse(readFileSync(results, 'utf8')), out: measured.out }
  const { serverVersion } = JSON.parse(askKubectl('version', '-o', 'json'))
  const serving = askKubectl(
    ...['get', 'namespace', 'knative-serving', '-o'],
    'jsonpath={.metadata.labels.app\\.kubernetes\\.io/version}',
  )
  const environment = {
    date: new Date().toISOString().slice(0, 10),
    kubernetes: serverVersion.gitVersion,
    serving,
    cores: cpus().length,
  }
  const tables = tablesOf(environment, scaling)
  console.log(`\n${tables}`)
  if (!options.write) return
  writeFileSync(results, `${JSON.stringify({ ...scaling, environment }, undefined, 2)}\n`)
  const doc = join(root, 'docs/autoscaling.md')
  writeMeasured(doc, tables)
  writeAnnex()
  console.log(`\n${relative(root, doc)} and ${relative(root, results)} have it.`)
}
