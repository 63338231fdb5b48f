import type { PanelBody } from './panel.ts'

/** Where a panel is: 24 columns, rows of 30 pixels. */
export type GridPos = { x: number; y: number; w: number; h: number }

/** A panel in its place. */
export type Panel = PanelBody & { id: number; gridPos: GridPos }

/** A heading. When it is collapsed, it holds the panels below it, and they ask for nothing until it is opened. */
export type Row = {
  id: number
  type: 'row'
  title: string
  collapsed: boolean
  gridPos: GridPos
  panels: Panel[]
}

/** A heading and what is below it, each panel with its place below the heading. */
export type Section = { title: string; collapsed?: boolean; panels: [place: GridPos, panel: PanelBody][] }

/** A place below the heading of a section. */
export function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h }
}

/** The sections one below the other, with ids that count up. */
export function layOut(sections: Section[]): (Panel | Row)[] {
  let id = 0
  let top = 0
  return sections.flatMap(({ title, collapsed = false, panels }): (Panel | Row)[] => {
    id += 1
    const heading = { id, type: 'row' as const, title, collapsed, gridPos: at(0, top, 24, 1) }
    const placed = panels.map(([place, panel]): Panel => {
      id += 1
      return { id, gridPos: { ...place, y: top + 1 + place.y }, ...panel }
    })
    const height = Math.max(0, ...panels.map(([{ y, h }]) => y + h))
    top += collapsed ? 1 : 1 + height
    return collapsed ? [{ ...heading, panels: placed }] : [{ ...heading, panels: [] }, ...placed]
  })
}
