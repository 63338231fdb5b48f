import { runInNewContext } from 'node:vm'
import { type AlertRule, type AlertStep, expressions } from '../src/alert-rule.ts'
import type { Target } from '../src/target.ts'
import type { PluginAnswer, PluginFrame } from './frame.ts'
import { askPlugin } from './plugin.ts'
import type { RunCommand } from './reply.ts'

/** A value of a step; a series is the list of its values. */
type Value = number | number[]

/** What the rule says at a moment, as Grafana's alerting decides: OK or Alerting. */
export async function evaluate(
  run: RunCommand,
  rule: AlertRule,
  now: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<'OK' | 'Alerting'> {
  const values = new Map<string, Value>()
  for (const step of rule.data) {
    if (step.datasourceUid === expressions.uid) {
      values.set(step.refId, expression(step, values, environment))
      continue
    }
    const range = { from: now - step.relativeTimeRange.from * 1_000, to: now }
    const input = alertInput(await askPlugin(run, step.model as unknown as Target, range))
    if (input === 'error') return rule.execErrState
    if (input === 'no data') return rule.noDataState
    values.set(step.refId, input)
  }
  return Number(values.get(rule.condition)) === 0 ? 'OK' : 'Alerting'
}

/**
 * What alerting can use: one number with words beside it, or columns of numbers with one of times. A frame without
 * columns, and no frame, are no data; everything else is an error, a time alone too.
 */
export function alertInput({ error, frames }: PluginAnswer): Value | 'no data' | 'error' {
  const [frame] = frames
  if (error !== '') return 'error'
  if (frame === undefined || frame.fields.length === 0) return 'no data'
  const count = (isOfType: (type: string) => boolean) =>
    frame.fields.filter(({ type }) => isOfType(type)).length
  const numbers = count((type) => type === 'float64' || type === 'int64')
  const times = count((type) => type === 'time.Time')
  const words = count((type) => type === 'string')
  if (times === 0 && numbers === 1) return numbersOf(frame)[0] ?? 'no data'
  return times === 1 && numbers === 1 && words === 0 ? numbersOf(frame) : 'error'
}

function numbersOf({ fields }: PluginFrame): number[] {
  return (fields.find(({ type }) => type === 'float64' || type === 'int64')?.values ?? []).map(Number)
}

function expression(
  { model }: AlertStep,
  values: ReadonlyMap<string, Value>,
  environment: Readonly<Record<string, string>>,
): number {
  const formula = String(model.expression)
  if (model.type === 'reduce') return [values.get(formula) ?? []].flat().at(-1) ?? Number.NaN
  if (model.type === 'threshold') {
    const [{ evaluator }] = model.conditions as [{ evaluator: { type: string; params: [number] } }]
    const value = Number(values.get(formula))
    return Number(evaluator.type === 'gt' ? value > evaluator.params[0] : value < evaluator.params[0])
  }
  // A file's $NAME is of the environment, its $$A is a step, which is a name in JavaScript as well.
  const read = formula.replace(/\$(\$?)(\w+)/g, (_, dollar, name) =>
    dollar ? `$${name}` : (environment[name] ?? ''),
  )
  return Number(
    runInNewContext(read, Object.fromEntries([...values].map(([id, value]) => [`$${id}`, value]))),
  )
}
