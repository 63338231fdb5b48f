import { keys } from '../keys.ts'
import { at, type Section } from '../layout.ts'
import { ago, count, time, trouble } from '../looks.ts'
import { column, type PanelBody } from '../panel.ts'
import { hash, lengthOf, newestOf, stream } from '../target.ts'
import { divide, keep, pick } from '../transformations.ts'
import { barGauge, stat, table, timeSeries } from '../visuals.ts'

/** How long a step of the store's series is. */
const STEP_SECONDS = 10

/** What goes through, and what does not. */
export const pipeline: Section = {
  title: 'Pipeline',
  panels: [
    [at(0, 0, 4, 4), stored()],
    [at(4, 0, 4, 4), newest()],
    [
      at(8, 0, 4, 4),
      delivery(
        'Duplicates',
        'Deliveries of a reading that was known already, as each is by the second broker.',
        'duplicates',
      ),
    ],
    [at(12, 0, 4, 4), delivery('Late', 'Readings that came after their hour was over.', 'late', trouble)],
    [at(16, 0, 4, 4), delivery('Refused', 'Readings that a consumer could not take.', 'refused', trouble)],
    [at(20, 0, 4, 4), deadLetters()],
    [
      at(0, 4, 16, 8),
      timeSeries(
        {
          title: 'Readings a second',
          description:
            'By the time of observation; the step under way comes when it is over. Each reading counts once.',
          query: stream(keys.readings),
          steps: [divide('readings', STEP_SECONDS, 'Readings a second'), keep('$time', 'Readings a second')],
          defaults: { unit: 'suffix:/s', min: 0, color: { mode: 'fixed', fixedColor: 'green' } },
        },
        { drawStyle: 'bars', fillOpacity: 60, lineWidth: 0 },
      ),
    ],
    [
      at(16, 4, 8, 8),
      barGauge({
        title: 'Brokers',
        description:
          'Deliveries of readings by each broker since the beginning. Both carry every reading by default.',
        query: hash(keys.deliveries),
        steps: pick({ kafka: 'Kafka', rabbitmq: 'RabbitMQ' }),
        defaults: { ...count, min: 0, color: { mode: 'fixed', fixedColor: 'blue' } },
      }),
    ],
    [
      at(0, 12, 12, 8),
      table({
        title: 'Newest refusals',
        description: 'The newest readings that a consumer refused, and why.',
        query: newestOf(keys.refused, 100),
        steps: pick({ $time: 'Time', broker: 'Broker', reason: 'Reason', reading: 'Reading' }),
        defaults: { unit: 'string' },
        overrides: [column('Time', time), column('Broker', { 'custom.width': 90 })],
      }),
    ],
    [
      at(12, 12, 12, 8),
      table({
        title: 'Newest dead letters',
        description:
          'The newest events that ran out of tries, and why. Attempts are 0 where nobody has told them.',
        query: newestOf(keys.dead, 100),
        steps: pick({
          $time: 'Time',
          broker: 'Broker',
          source: 'Source',
          reason: 'Reason',
          attempts: 'Attempts',
          event: 'Event',
        }),
        defaults: { unit: 'string' },
        overrides: [column('Time', time), column('Attempts', { unit: 'locale', 'custom.width': 90 })],
      }),
    ],
    [at(0, 20, 24, 6), failedChecks()],
  ],
}

function stored(): PanelBody {
  return stat({
    title: 'Stored',
    description: 'Readings stored since the beginning; each counts once.',
    query: hash(keys.totals),
    steps: [keep('stored')],
    defaults: count,
  })
}

function newest(): PanelBody {
  return stat({
    title: 'Newest reading',
    description: 'When the newest reading was observed.',
    query: hash(keys.overall),
    steps: [keep('observedAt')],
    defaults: ago,
  })
}

function delivery(title: string, description: string, field: string, defaults = count): PanelBody {
  return stat({ title, description, query: hash(keys.deliveries), steps: [keep(field)], defaults })
}

function failedChecks(): PanelBody {
  return barGauge({
    title: 'Failed checks of quality',
    description: 'Values of the window that have failed each check; they are kept, and left out of averages.',
    query: hash(keys.quality),
    steps: pick({
      range: 'Range',
      consistency: 'Consistency',
      step: 'Step',
      persistence: 'Persistence',
      neighbours: 'Neighbours',
    }),
    defaults: { ...count, min: 0 },
  })
}

function deadLetters(): PanelBody {
  return stat({
    title: 'Dead letters',
    description: 'Events that ran out of tries and wait to be looked at.',
    query: lengthOf(keys.dead),
    defaults: trouble,
  })
}
