import { systemMonitor } from './system-monitor.ts'
import { weather } from './weather.ts'

/** What is written, by its path below grafana/. */
export function generatedFiles(): Record<string, string> {
  return {
    'dashboards/weather.json': json(weather),
    'dashboards/system-monitor.json': json(systemMonitor),
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
