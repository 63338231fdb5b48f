import { at, type Section } from '../layout.ts'
import { lines } from '../looks.ts'
import { sumBy } from '../metrics/promql.ts'
import { atTheEnd, type MetricTarget, overTime } from '../metrics/target.ts'
import type { PanelBody } from '../panel.ts'
import { barGauge, timeSeries } from '../visuals.ts'

const START = 'chaac_start_duration_seconds'
const STARTED = `${START}_count{chaac_phase="process"}`

/** Cold starts, and how many instances there are. A process has one start, so its series never grow: they are added up. */
export const starts: Section<MetricTarget> = {
  title: 'Cold starts and instances',
  panels: [
    [
      at(0, 0, 12, 8),
      timeSeries({
        title: 'Instances seen',
        description: 'Processes of each function that have told something within five minutes.',
        query: overTime(`count by (job) (${STARTED})`, '{{job}}'),
        defaults: { ...lines, unit: 'locale', min: 0, custom: { lineInterpolation: 'stepAfter' } },
      }),
    ],
    [
      at(12, 0, 12, 8),
      barGauge({
        title: 'Starts',
        description: 'How many processes of each function were seen in the time range.',
        query: atTheEnd(`count by (job) (max_over_time(${STARTED}[$__range]))`, '{{job}}'),
        defaults: { ...lines, unit: 'locale', min: 0 },
      }),
    ],
    [at(0, 8, 8, 8), phase('Until its code runs', 'process')],
    [at(8, 8, 8, 8), phase('Until it listens', 'listen')],
    [at(16, 8, 8, 8), phase('Until it has answered first', 'answer')],
  ],
}

function phase(title: string, name: string): PanelBody<MetricTarget> {
  const buckets = `max_over_time(${START}_bucket{chaac_phase="${name}"}[$__range])`
  return barGauge({
    title,
    description: 'From the start of the process; 95 of 100 starts in the time range take at most so long.',
    query: atTheEnd(`histogram_quantile(0.95, ${sumBy(buckets, ['job', 'le'])})`, '{{job}}'),
    defaults: { ...lines, unit: 's', min: 0 },
  })
}
