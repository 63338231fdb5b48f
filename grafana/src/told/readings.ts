import { at, type Section } from '../layout.ts'
import { count, lines, trouble } from '../looks.ts'
import { grown, perSecond, quantile } from '../metrics/promql.ts'
import { atTheEnd, type MetricTarget, overTime } from '../metrics/target.ts'
import type { PanelBody } from '../panel.ts'
import { stat, timeSeries } from '../visuals.ts'

const BROKER = '{{chaac_broker}}'

/** Readings on their way: how many, in which batches, and what waits. */
export const readings: Section<MetricTarget> = {
  title: 'Readings',
  panels: [
    [
      at(0, 0, 8, 8),
      timeSeries({
        title: 'Accepted',
        description: 'Readings a second that ingest has taken in, by how their station speaks.',
        query: overTime(perSecond('chaac_readings_accepted_total', 'chaac_dialect'), '{{chaac_dialect}}'),
        defaults: { ...lines, unit: 'suffix:/s', min: 0 },
      }),
    ],
    [
      at(8, 0, 8, 8),
      timeSeries({
        title: 'Confirmed and stored',
        description:
          'Readings a second that each broker has confirmed, and that the store has counted by its way.',
        query: overTime(perSecond('chaac_readings_confirmed_total', 'chaac_broker'), `${BROKER} confirmed`),
        more: [overTime(perSecond('chaac_readings_stored_total', 'chaac_broker'), `${BROKER} stored`)],
        defaults: { ...lines, unit: 'suffix:/s', min: 0 },
      }),
    ],
    [
      at(16, 0, 8, 8),
      timeSeries({
        title: 'Waiting',
        description:
          'Readings in ingest that wait for a call of a writer, at most 10,000 a broker; and events in consumers that wait for the store.',
        query: overTime('sum by (chaac_broker) (chaac_lane_waiting)', BROKER),
        more: [overTime('sum by (job) (chaac_store_waiting)', '{{job}}')],
        defaults: { ...lines, unit: 'locale', min: 0 },
      }),
    ],
    [at(0, 8, 4, 4), sum('Duplicates', 'Deliveries of readings that were known.', 'duplicate', count)],
    [at(4, 8, 4, 4), sum('Late', 'Readings that came when their hour was over.', 'late', trouble)],
    [at(8, 8, 4, 4), sum('Refused', 'Readings that a consumer could not take.', 'refused', trouble)],
    [
      at(12, 8, 4, 4),
      stat({
        title: 'Dead letters kept',
        description: 'Events that a source has given up, in the time range.',
        query: atTheEnd(grown('chaac_dead_letters_kept_total', '$__range')),
        defaults: trouble,
      }),
    ],
    [
      at(16, 8, 8, 8),
      timeSeries({
        title: 'Flagged',
        description:
          'Readings that fail a check of ingest, and values that newly fail one of the store, in five minutes.',
        query: overTime(grown('chaac_readings_flagged_total', '5m', 'chaac_check'), '{{chaac_check}}'),
        defaults: { ...lines, unit: 'locale', min: 0 },
      }),
    ],
    [
      at(0, 12, 16, 8),
      timeSeries({
        title: 'Readings in a batch',
        description: 'Half of the calls have at most so many readings, and 95 of 100.',
        query: overTime(
          quantile(0.5, 'chaac_batch_size', '', 'job', 'chaac_broker'),
          `{{job}} ${BROKER} 50%`,
        ),
        more: [
          overTime(quantile(0.95, 'chaac_batch_size', '', 'job', 'chaac_broker'), `{{job}} ${BROKER} 95%`),
        ],
        defaults: { ...lines, unit: 'locale', min: 0 },
      }),
    ],
    [
      at(16, 16, 8, 4),
      stat({
        title: 'Dead letters that ended',
        description: 'Replayed or deleted, in the time range.',
        query: atTheEnd(grown('chaac_dead_letters_ended_total', '$__range')),
        defaults: { ...count, noValue: '0' },
      }),
    ],
    [
      at(0, 20, 24, 6),
      timeSeries({
        title: 'Refused, by why',
        description:
          'Readings that consumers refused by themselves, and events that they refused as a whole, in five minutes.',
        query: overTime(
          grown('chaac_readings_refused_total', '5m', 'chaac_reason'),
          'reading: {{chaac_reason}}',
        ),
        more: [
          overTime(grown('chaac_events_refused_total', '5m', 'chaac_reason'), 'event: {{chaac_reason}}'),
        ],
        defaults: { ...lines, unit: 'locale', min: 0 },
      }),
    ],
  ],
}

function sum(
  title: string,
  description: string,
  what: string,
  defaults: typeof count,
): PanelBody<MetricTarget> {
  const query = atTheEnd(grown(`chaac_readings_${what}_total`, '$__range'))
  return stat({
    title,
    description: `${description} In the time range.`,
    query,
    defaults: { ...defaults, noValue: '0' },
  })
}
