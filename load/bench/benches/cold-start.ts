import { functionNames } from '../../../dev/build.ts'
import type { Bench, Variant } from '../bench.ts'
import { serverFile } from '../server-file.ts'
import { bareStart, bundleStart, moduleStart } from '../starts.ts'
import type { Workbench } from '../workbench.ts'

/** Nobody collects at this address. */
const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }

/** How long a function takes to wake. */
export const coldStart: Bench = {
  name: 'cold-start',
  about:
    "From the start of a function's process until it takes a connection, with the options and the compile cache that an image has, and with a collector of telemetry named or not. `cpu` is what it has used of the processors by then. The bare servers show what no function that is built on these libraries can undercut.",
  figure: 'start_ms',
  rounds: 11,

  async open(at: Workbench) {
    const file = (name: string) => at.bundles[name] ?? ''
    const variants: [Variant, ...Variant[]] = [
      bareStart(at),
      await moduleStart(at, 'bare Hono', serverFile('bare-hono')),
      await moduleStart(at, 'bare grpc-js', serverFile('bare-grpc')),
      ...functionNames().map((name) => bundleStart(at, name, file(name))),
      ...functionNames().map((name) => bundleStart(at, `${name}, with telemetry`, file(name), collector)),
    ]
    return { variants, async [Symbol.asyncDispose]() {} }
  },
}
