import { type AlertRule, ask, asSeries, calculate, compare, last } from './alert-rule.ts'
import { keys } from './keys.ts'
import { info, typed } from './target.ts'

const MINUTE = 60

const noReading: AlertRule = {
  uid: 'chaac-no-reading',
  title: 'No reading for 5 minutes',
  condition: 'C',
  data: [
    ask('A', asSeries(typed('xrevrange', { keyName: keys.readings, count: 1 }), 'readings'), 5 * MINUTE),
    last('B', 'A'),
    compare('C', 'B', 'lt', 1),
  ],
  for: '0s',
  noDataState: 'Alerting',
  // No entry at all is an error to Grafana, and so is a Valkey that is away: both mean that nobody sees readings.
  execErrState: 'Alerting',
  labels: { severity: 'critical' },
  annotations: {
    summary: 'No reading has been stored for 5 minutes.',
    description:
      'Either no station sends, or the pipeline or Valkey is down. See the dashboard System monitor.',
  },
}

const deadLetters: AlertRule = {
  uid: 'chaac-dead-letters',
  title: 'Dead letters are growing',
  condition: 'C',
  data: [
    ask('A', asSeries(typed('xrevrange', { keyName: keys.dead, count: 1 }), 'size'), 10 * MINUTE),
    last('B', 'A'),
    compare('C', 'B', 'gt', -1),
  ],
  for: '0s',
  noDataState: 'OK',
  // No dead letter in 10 minutes is an error to Grafana. That Valkey is away is told by the rule above.
  execErrState: 'OK',
  labels: { severity: 'warning' },
  annotations: {
    summary: 'Events have run out of tries in the last 10 minutes.',
    description:
      'Their reasons are in the dashboard System monitor. When the cause is gone: npm run dead-letters -- replay --all',
  },
}

const silentStation: AlertRule = {
  uid: 'chaac-silent-station',
  title: 'A station is silent',
  condition: 'C',
  data: [
    ask('A', typed('scard', { keyName: keys.stations }), 5 * MINUTE),
    ask('B', typed('hmget', { keyName: keys.overall, field: 'silent' }), 5 * MINUTE),
    calculate('C', '$$A - $$B < $WEATHER_STATIONS'),
  ],
  for: '2m',
  noDataState: 'Alerting',
  execErrState: 'Alerting',
  labels: { severity: 'warning' },
  annotations: {
    summary: 'Fewer stations than expected have sent in the last ten minutes.',
    description: 'Set WEATHER_STATIONS to how many should. The dashboard Weather shows those that do.',
  },
}

const memory: AlertRule = {
  uid: 'chaac-valkey-memory',
  title: 'Valkey’s memory is above 80%',
  condition: 'E',
  data: [
    ask('A', asSeries(info('memory'), 'used_memory'), MINUTE),
    ask('B', asSeries(info('memory'), 'maxmemory'), MINUTE),
    last('C', 'A'),
    last('D', 'B'),
    calculate('E', '$$D > 0 && $$C / $$D > 0.8'),
  ],
  for: '5m',
  noDataState: 'Alerting',
  execErrState: 'Alerting',
  labels: { severity: 'critical' },
  annotations: {
    summary: 'Valkey uses more than 80% of its memory.',
    description:
      'When it is full it refuses writes, and the sources wait. See Biggest keys in System monitor.',
  },
}

/** When somebody should look. */
export const alertRules: AlertRule[] = [noReading, deadLetters, silentStation, memory]
