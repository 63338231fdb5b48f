import type { PanelBody } from './panel.ts'
import type { AnyTarget, Target } from './target.ts'

/** Where a panel is: 24 columns, rows of 30 pixels. */
export type GridPos = { x: number; y: number; w: number; h: number }

/** A panel in its place. */
export type Panel<T extends AnyTarget = Target> = PanelBody<T> & { id: number; gridPos: GridPos }

/** A heading. When it is collapsed, it holds the panels below it, and they ask for nothing until it is opened. */
export type Row<T extends AnyTarget = Target> = {
  id: number
  type: 'row'
  title: string
  collapsed: boolean
  gridPos: GridPos
  panels: Panel<T>[]
}

/** A heading and what is below it, each panel with its place below the heading. */
export type Section<T extends AnyTarget = Target> = {
  title: string
  collapsed?: boolean
  panels: [place: GridPos, panel: PanelBody<T>][]
}

/** A place below the heading of a section. */
export function at(x: number, y: number, w: number, h: number): GridPos {
  return { x, y, w, h }
}

/** The sections one below the other, with ids that count up. */
export function layOut<T extends AnyTarget>(sections: Section<T>[]): (Panel<T> | Row<T>)[] {
  let id = 0
  let top = 0
  return sections.flatMap(({ title, collapsed = false, panels }): (Panel<T> | Row<T>)[] => {
    id += 1
    const heading = { id, type: 'row' as const, title, collapsed, gridPos: at(0, top, 24, 1) }
    const placed = panels.map(([place, panel]): Panel<T> => {
      id += 1
      return { id, gridPos: { ...place, y: top + 1 + place.y }, ...panel }
    })
    const height = Math.max(0, ...panels.map(([{ y, h }]) => y + h))
    top += collapsed ? 1 : 1 + height
    return collapsed ? [{ ...heading, panels: placed }] : [{ ...heading, panels: [] }, ...placed]
  })
}
