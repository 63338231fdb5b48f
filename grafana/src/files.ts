import { stringify } from 'yaml'
import type { AlertRule } from './alert-rule.ts'
import { alertRules } from './alerts.ts'
import { functionAlerts } from './function-alerts.ts'
import { functions } from './functions.ts'
import { systemMonitor } from './system-monitor.ts'
import { weather } from './weather.ts'

/** What is written, by its path below grafana/. */
export function generatedFiles(): Record<string, string> {
  return {
    'dashboards/weather.json': json(weather),
    'dashboards/system-monitor.json': json(systemMonitor),
    'dashboards/functions.json': json(functions),
    'provisioning/alerting/weather.yaml': yaml('alerts.ts', group('Chaac', alertRules)),
    'provisioning/alerting/functions.yaml': yaml('function-alerts.ts', group('Functions', functionAlerts)),
  }
}

/** Grafana writes the environment in place of `$NAME` in these files, but not in place of `$$NAME`: see calculate. */
function group(name: string, rules: AlertRule[]) {
  return { apiVersion: 1, groups: [{ orgId: 1, name, folder: 'Chaac', interval: '1m', rules }] }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function yaml(source: string, value: unknown): string {
  return `# Written by \`npm run grafana\` from grafana/src/${source}.\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
