import { layOut, type Panel, type Row, type Section } from './layout.ts'
import type { Variable } from './variables.ts'

/** Both dashboards have it, and link to each other by it. */
const TAG = 'chaac'

/** A dashboard as Grafana's classic JSON has it. */
export type Dashboard = ReturnType<typeof dashboard>

/** What makes one dashboard differ from another. */
export type Contents = {
  uid: string
  title: string
  description: string
  variables: Variable[]
  sections: Section[]
}

const linkToOthers = {
  type: 'dashboards' as const,
  title: 'Chaac',
  tags: [TAG],
  icon: 'dashboard',
  tooltip: '',
  asDropdown: false,
  includeVars: false,
  keepTime: true,
  targetBlank: false,
}

/** A dashboard that refreshes by itself and shows the hour that the store keeps. */
export function dashboard({ uid, title, description, variables, sections }: Contents) {
  return {
    uid,
    title,
    description,
    tags: [TAG],
    // The last number of the classic model, and that of Grafana 12.4.
    schemaVersion: 42,
    editable: false,
    // One crosshair for all panels.
    graphTooltip: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [linkToOthers],
    templating: { list: variables },
    panels: layOut(sections),
  }
}

/** Every panel, those inside a collapsed row too. */
export function panelsOf({ panels }: Pick<Dashboard, 'panels'>): Panel[] {
  return panels.flatMap((panel) => (isRow(panel) ? panel.panels : [panel]))
}

/** Whether it is a heading. */
export function isRow(panel: Panel | Row): panel is Row {
  return panel.type === 'row'
}
