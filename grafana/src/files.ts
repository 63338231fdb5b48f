import { stringify } from 'yaml'
import { alertRules } from './alerts.ts'
import { systemMonitor } from './system-monitor.ts'
import { weather } from './weather.ts'

/** What is written, by its path below grafana/. */
export function generatedFiles(): Record<string, string> {
  return {
    'dashboards/weather.json': json(weather),
    'dashboards/system-monitor.json': json(systemMonitor),
    'provisioning/alerting/weather.yaml': yaml('alerts.ts', {
      apiVersion: 1,
      groups: [{ orgId: 1, name: 'Chaac', folder: 'Chaac', interval: '1m', rules: alertRules }],
    }),
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function yaml(source: string, value: unknown): string {
  return `# Written by \`npm run grafana\` from grafana/src/${source}.\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
