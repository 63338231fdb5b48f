import type { Dashboard as GrafanaDashboard } from '@grafana/schema'
import { functions } from '../src/functions.ts'
import { systemMonitor } from '../src/system-monitor.ts'
import { weather } from '../src/weather.ts'

/** A type of Grafana with plain words in place of enums, and with undefined where something may be missing. */
type Plain<T> = T extends string
  ? `${T}`
  : T extends number
    ? number
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T

/** The dashboards on the store. They are what Grafana's own schema says, or this does not compile. */
export const dashboards: (typeof weather & Plain<GrafanaDashboard>)[] = [weather, systemMonitor]

/** Those on what the functions tell. */
export const metricDashboards: (typeof functions & Plain<GrafanaDashboard>)[] = [functions]
