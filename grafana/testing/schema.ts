import type { Dashboard as GrafanaDashboard } from '@grafana/schema'
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

/** Both dashboards. They are what Grafana's own schema says, or this does not compile. */
export const dashboards: (typeof weather & Plain<GrafanaDashboard>)[] = [weather, systemMonitor]
