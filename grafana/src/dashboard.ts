import { layOut, type Panel, type Row, type Section } from './layout.ts'
import type { AnyTarget, Target } from './target.ts'
import type { Variable } from './variables.ts'

/** All dashboards have it, and link to each other by it. */
const TAG = 'chaac'

/** A dashboard as Grafana's classic JSON has it. */
export type Dashboard<T extends AnyTarget = Target> = ReturnType<typeof dashboard<T>>

/** What makes one dashboard differ from another. */
export type Contents<T extends AnyTarget = Target> = {
  uid: string
  title: string
  description: string
  variables: Variable[]
  sections: Section<T>[]
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
export function dashboard<T extends AnyTarget>(contents: Contents<T>) {
  const { uid, title, description, variables, sections } = contents
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
export function panelsOf<T extends AnyTarget>({ panels }: Pick<Dashboard<T>, 'panels'>): Panel<T>[] {
  return panels.flatMap((panel) => (isRow(panel) ? panel.panels : [panel]))
}

/** Whether it is a heading. */
export function isRow<T extends AnyTarget>(panel: Panel<T> | Row<T>): panel is Row<T> {
  return panel.type === 'row'
}
