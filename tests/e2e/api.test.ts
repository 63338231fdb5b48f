import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { devDir, root } from '../../dev/stack/paths.ts'
import { report } from '../../dev/stack/progress.ts'
import { installPython } from '../../dev/stack/python.ts'
import { runStep } from '../../dev/stack/run-step.ts'
import { useBench } from './bench.ts'
import { post } from './requests.ts'

const bench = useBench()
let schemathesis: string

/** Cases of each operation; `npm run test:api` makes more. */
const EXAMPLES = process.env.API_EXAMPLES ?? '15'

beforeAll(async () => {
  const commands = await installPython('schemathesis', join(root, 'tests/api/requirements.txt'), report)
  schemathesis = join(commands, 'schemathesis')
  const reading = { station: 'amatitlan', municipality: 'Amatitlán', temperature: 23, humidity: 60 }
  expect((await post(`${bench.pipeline.ingest}/v1/readings`, reading)).status).toBe(202)
}, 300_000)

test.each(['ingest', 'query'] as const)(
  'schemathesis finds nothing in what %s answers that its OpenAPI document does not say',
  { timeout: 600_000 },
  async (name) => {
    await runStep({
      name: 'schemathesis',
      command: schemathesis,
      args: [
        ...['--config-file', join(root, 'tests/api/schemathesis.toml')],
        ...['run', `${bench.pipeline[name]}/openapi.json`, '--no-color', '--request-timeout', '20'],
        ...['--seed', '1', '--max-examples', EXAMPLES],
      ],
      logFile: join(devDir, `logs/schemathesis-${name}.log`),
      cwd: devDir, // it leaves notes of its own where it runs
    })
  },
)
