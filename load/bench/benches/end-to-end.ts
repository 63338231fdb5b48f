import type { Bench, Variant } from '../bench.ts'
import { openEndToEnd } from '../end-to-end.ts'
import { staged } from '../staged.ts'
import type { Workbench } from '../workbench.ts'

/** All stages. */
export const endToEnd: Bench = {
  name: 'end-to-end',
  about:
    'One reading a request, from when it is due (open loop: what is slow makes what follows late) until Valkey has it, over both brokers: at 500 a second, and at 10, 50 and 90% of the peak. The peak is readings a second from the first of 10 s of requests over 64 connections until all are stored. `cpu` is what all parts but the brokers use of the processors for a reading, in µs; brokers, Valkey and the load run on the same cores.',
  figure: 'p50_ms',

  open: (at: Workbench) =>
    staged(async (owned) => {
      const stack = owned.use(await at.stack())
      const pipeline = owned.use(await at.pipeline(stack))
      const path = owned.use(await openEndToEnd(at, stack, pipeline))
      await path.peak(5) // what is compiled while it runs is compiled now
      const peak = await path.peak(10)
      at.tell(`end-to-end: peak ${peak.toFixed(0)} readings/s`)
      const variant = (name: string, rate: number): Variant => ({
        name,
        async run() {
          const { p50_ms, p99_ms, 'p99.9_ms': p999, cpu_us } = await path.steady(rate)
          return { rate_s: rate, p50_ms, p99_ms, 'p99.9_ms': p999, cpu_us }
        },
      })
      return [
        variant('500 a second', 500),
        variant('10% of the peak', 0.1 * peak),
        variant('50% of the peak', 0.5 * peak),
        variant('90% of the peak', 0.9 * peak),
      ]
    }),
}
