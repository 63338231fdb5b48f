import { markdownTable } from '../../dev/measured.ts'

/** What `npm run load -- assignment --write` keeps, as far as the manual tells it. */
export type AssignmentResult = {
  environment: { date: string; cores: number; busy: number }
  requests: number
  failures: number
  acknowledged: number
  seconds: number
  perSecond: number
  milliseconds: { p50: number; p95: number; p99: number; max: number }
  account: { stored: number; duplicates: number; refused: number; late: number }
}

/** What `npm run scaling -- --write` keeps, as far as the manual tells it. */
export type ScalingResult = {
  environment: { date: string; kubernetes: string; cores: number }
  zero: Record<string, number>
  answers: { what: string; cold: number[]; warm: number[] }[]
  out: { clients: number; pods: number; seconds: number; answered: number; refused: number; back: number }
}

/** The load of the assignment and its account. */
export function assignmentTable(result: AssignmentResult): string {
  const { requests, failures, acknowledged, seconds, perSecond, milliseconds, account, environment } = result
  const { p50, p95, p99, max } = milliseconds
  const whole = (value: number) => value.toLocaleString('en-US')
  return `${markdownTable(
    ['', ''],
    [
      ['peticiones', whole(requests)],
      ['fallidas', whole(failures)],
      ['lecturas confirmadas', whole(acknowledged)],
      ['lecturas guardadas', whole(account.stored)],
      ['faltantes', whole(acknowledged - account.stored)],
      ['duplicados reconocidos', whole(account.duplicates)],
      ['rechazadas, tardías', `${account.refused}, ${account.late}`],
      ['duración, s', String(seconds)],
      ['peticiones/s', String(perSecond)],
      ['respuesta p50, p95, p99, máximo, ms', [p50, p95, p99, max].join(', ')],
    ],
  )}

${environment.date}, ${environment.cores} núcleos, con una carga del sistema (promedio de un minuto) de ${environment.busy}.`
}

const answers: Readonly<Record<string, string>> = {
  'query: a request': '`query`: una consulta',
  'ingest and both writers: a reading is acknowledged': '`ingest` y ambos escritores: una lectura confirmada',
  'all: a reading is in the picture': 'todo: una lectura visible en `query`',
}

/** How functions rest, wake and grow on a cluster. */
export function scalingTables({ environment, answers: measured, zero, out }: ScalingResult): string {
  const woken = measured.map(({ what, cold, warm }) => [
    answers[what] ?? what,
    `${Math.min(...cold).toFixed(2)} a ${Math.max(...cold).toFixed(2)}`,
    Math.max(...warm).toFixed(2),
  ])
  const rested = Object.entries(zero).filter(([, seconds]) => seconds > 1) // the others had rested before
  return `${markdownTable(['desde cero pods', 's', 'ya despierto, a lo más, s'], woken)}

${markdownTable(
  ['tras la última petición', 'cero pods a los, s'],
  rested.map(([name, seconds]) => [`\`${name}\``, seconds.toFixed(0)]),
)}

${markdownTable(
  ['clientes de `ingest`', 'pods', 'en, s', 'confirmadas', 'no', 'cero otra vez a los, s'],
  [
    [out.clients, out.pods, out.seconds.toFixed(0), out.answered, out.refused, out.back.toFixed(0)].map(
      String,
    ),
  ],
)}

Kubernetes ${environment.kubernetes}, ${environment.cores} núcleos, ${environment.date}.`
}
