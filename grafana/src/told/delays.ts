import { at, type Section } from '../layout.ts'
import { lines } from '../looks.ts'
import { quantile } from '../metrics/promql.ts'
import { type MetricQuery, type MetricTarget, overTime } from '../metrics/target.ts'
import type { PanelBody } from '../panel.ts'
import { timeSeries } from '../visuals.ts'

const BROKER = '{{chaac_broker}}'

/** How long what takes, and which neighbours rest. */
export const delays: Section<MetricTarget> = {
  title: 'Delays',
  panels: [
    [
      at(0, 0, 12, 8),
      delay(
        'From receipt to the store',
        'From when ingest has a reading until the store has it, of the first of each call.',
        'chaac_reading_delay_seconds',
        ['chaac_broker'],
        BROKER,
      ),
    ],
    [
      at(12, 0, 12, 8),
      delay(
        'Until a broker has confirmed',
        'From when the first reading of a batch waits in ingest until its broker has confirmed the batch.',
        'chaac_confirm_duration_seconds',
        ['chaac_broker'],
        BROKER,
      ),
    ],
    [
      at(0, 8, 8, 8),
      delay(
        'Calls of Valkey',
        'How long they take, by function and by what they call.',
        'db_client_operation_duration_seconds',
        ['job', 'db_stored_procedure_name'],
        '{{job}} {{db_stored_procedure_name}}',
      ),
    ],
    [
      at(8, 8, 8, 8),
      delay(
        'Messages to brokers',
        'How long a broker takes to confirm a message, or to fail to.',
        'messaging_client_operation_duration_seconds',
        ['messaging_system_name'],
        '{{messaging_system_name}}',
      ),
    ],
    [
      at(16, 8, 8, 8),
      timeSeries(
        {
          title: 'Breakers',
          description:
            'Whether a neighbour rests after failures: 0 no, 0.5 it is being tried again, 1 yes. Of an instance that has ended it shows for five minutes.',
          query: overTime(
            'max by (job, chaac_neighbour) (chaac_breaker_state_ratio)',
            '{{job}}: {{chaac_neighbour}}',
          ),
          defaults: { ...lines, unit: 'none', min: 0, max: 1 },
        },
        { lineInterpolation: 'stepAfter' },
      ),
    ],
  ],
}

function delay(
  title: string,
  description: string,
  histogram: string,
  by: string[],
  name: string,
): PanelBody<MetricTarget> {
  const part = (share: number): MetricQuery =>
    overTime(quantile(share, histogram, '', ...by), `${name} ${share * 100}%`)
  return timeSeries({
    title,
    description: `${description} Half of them, 95 of 100, 99 of 100.`,
    query: part(0.5),
    more: [part(0.95), part(0.99)],
    defaults: { ...lines, unit: 's', min: 0 },
  })
}
