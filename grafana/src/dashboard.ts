import { layOut, type Panel, type Row, type Section } from './layout.ts'
import type { Variable } from './variables.ts'

/** Both dashboards have it, and link to each other by it. */
const TAG = 'chaac'

/** A dashboard as Grafana's classic JSON has it. */
export type Dashboard = {
  uid: string
  title: string
  description: string
  panels: (Panel | Row)[]
  templating: { list: Variable[] }
  [other: string]: unknown
}

/** What makes one dashboard differ from another. */
export type Contents = {
  uid: string
  title: string
  description: string
  variables: Variable[]
  sections: Section[]
}

/** A dashboard that refreshes by itself and shows the hour that the store keeps. */
export function dashboard({ uid, title, description, variables, sections }: Contents): Dashboard {
  return {
    uid,
    title,
    description,
    tags: [TAG],
    // The last number of the classic model, and that of Grafana 12.4.
    schemaVersion: 42,
    editable: false,
    graphTooltip: 1,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [{ type: 'dashboards', title: 'Chaac', tags: [TAG], asDropdown: false, keepTime: true }],
    templating: { list: variables },
    panels: layOut(sections),
  }
}

/** Every panel, those inside a collapsed row too. */
export function panelsOf({ panels }: Dashboard): Panel[] {
  return panels.flatMap((panel) => (isRow(panel) ? panel.panels : [panel]))
}

/** Whether it is a heading. */
export function isRow(panel: Panel | Row): panel is Row {
  return panel.type === 'row'
}
