import { type AlertRule, ask, compare } from './alert-rule.ts'
import { grown, quantile } from './metrics/promql.ts'
import { atTheEnd } from './metrics/target.ts'
import { errorShares } from './told/requests.ts'

/** What makes one rule differ from another. */
type Alarm = {
  name: string
  title: string
  /** PromQL that brings a number, or one for each of some labels. */
  expr: string
  above: number
  lasting?: string
  severity: 'critical' | 'warning'
  summary: string
}

/** A rule on what the functions tell. Where Prometheus is not there, or nothing is told, it is quiet. */
function alarm({ name, title, expr, above, lasting = '0s', severity, summary }: Alarm): AlertRule {
  return {
    uid: `chaac-${name}`,
    title,
    condition: 'B',
    data: [ask('A', atTheEnd(expr), 600), compare('B', 'A', 'gt', above)],
    for: lasting,
    noDataState: 'OK',
    execErrState: 'OK',
    labels: { severity },
    annotations: { summary, description: `See the dashboard Functions, and docs/operations.md: ${title}.` },
  }
}

/** One broker confirms readings and the other none. An `and` would ask for a series, which a dead writer does not bring. */
function silentBroker(broker: string, other: string, title: string): AlertRule {
  const confirmed = (one: string) => grown(`chaac_readings_confirmed_total{chaac_broker="${one}"}`, '5m')
  return alarm({
    name: `${broker}-silent`,
    title,
    expr: `${confirmed(other)} unless (${confirmed(broker)} > 0)`,
    above: 0,
    severity: 'warning',
    summary: `In five minutes ${broker} has confirmed no reading, and ${other} has.`,
  })
}

/** When somebody should look at the functions. */
export const functionAlerts: AlertRule[] = [
  alarm({
    name: 'ingest-unavailable',
    title: 'ingest turns stations away',
    expr: grown('chaac_requests_refused_total{chaac_problem="unavailable"}', '5m'),
    above: 0,
    severity: 'critical',
    summary: 'ingest has answered 503 in the last five minutes: no broker has confirmed, or it was full.',
  }),
  alarm({
    name: 'breaker-open',
    title: 'A neighbour rests after failures',
    expr: 'max by (job, chaac_neighbour) (chaac_breaker_state_ratio)',
    above: 0,
    lasting: '1m',
    severity: 'warning',
    summary: '{{ $$labels.job }} does not call {{ $$labels.chaac_neighbour }}, which has failed three times.',
  }),
  silentBroker('kafka', 'rabbitmq', 'Kafka confirms nothing'),
  silentBroker('rabbitmq', 'kafka', 'RabbitMQ confirms nothing'),
  alarm({
    name: 'store-slow',
    title: 'The store is slow',
    expr: quantile(0.95, 'db_client_operation_duration_seconds', '{db_stored_procedure_name="store"}', 'job'),
    above: 0.5,
    severity: 'warning',
    summary: 'Of the calls that store readings, five in a hundred take more than half a second.',
  }),
  alarm({
    name: 'reading-delay',
    title: 'Readings arrive late in the store',
    expr: quantile(0.95, 'chaac_reading_delay_seconds', '', 'chaac_broker'),
    above: 10,
    severity: 'warning',
    summary: 'From receipt to the store, five readings in a hundred take more than ten seconds.',
  }),
  alarm({
    name: 'dead-letters-kept',
    title: 'Dead letters are kept',
    expr: grown('chaac_dead_letters_kept_total', '10m', 'chaac_broker'),
    above: 0,
    severity: 'warning',
    summary: 'A source has given up events in the last ten minutes.',
  }),
  alarm({
    name: 'readings-refused',
    title: 'Consumers refuse readings',
    expr: grown('chaac_readings_refused_total', '10m', 'chaac_broker'),
    above: 0,
    severity: 'warning',
    summary: 'Readings in events break a rule that ingest should have kept.',
  }),
  alarm({
    name: 'function-fails',
    title: 'A function fails',
    expr: `${errorShares.http} or ${errorShares.rpc}`,
    above: 0.05,
    severity: 'critical',
    summary: 'More than five of a hundred answers of {{ $$labels.job }} in five minutes are errors.',
  }),
]
