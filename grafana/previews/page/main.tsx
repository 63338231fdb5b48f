import '@fontsource/noto-color-emoji/emoji-400.css'
import { createTheme, type GrafanaTheme2, ThemeContext } from '@grafana/data'
import { GlobalStyles, PanelChrome } from '@grafana/ui'
import type { CSSProperties } from 'react'
import { createRoot } from 'react-dom/client'
import type { GridPos } from '../../src/layout.ts'
import type { Preview, Shown } from '../data.ts'
import { withLooks } from './looks.ts'
import { NoData, visuals } from './visuals.tsx'

declare global {
  interface Window {
    preview: Preview
  }
}

/** The grid of a dashboard: columns, height of a row and the space between. */
const WIDTH = 1408
const ROW = 30
const GAP = 8

function place({ x, y, w, h }: GridPos): { left: number; top: number; width: number; height: number } {
  const column = (WIDTH - 23 * GAP) / 24
  return {
    left: Math.round(x * (column + GAP)),
    top: y * (ROW + GAP),
    width: Math.round(w * column + (w - 1) * GAP),
    height: h * ROW + (h - 1) * GAP,
  }
}

function Board({ preview, theme }: { preview: Preview; theme: GrafanaTheme2 }) {
  const { title, chosen, rows, panels } = preview
  const all = [...rows, ...panels.map(({ panel }) => panel)].map(({ gridPos }) => place(gridPos))
  const height = Math.max(...all.map((box) => box.top + box.height))
  const page: CSSProperties = { width: 1440, padding: 16, background: theme.colors.background.canvas }
  return (
    <div style={page}>
      <div style={{ display: 'flex', alignItems: 'center', gap: 16, height: 32, marginBottom: 12 }}>
        <h3 style={{ margin: 0, marginRight: 8 }}>{title}</h3>
        {chosen.map(([label, value]) => (
          <Choice key={label} label={label} value={value} theme={theme} />
        ))}
      </div>
      <div style={{ position: 'relative', height }}>
        {rows.map((row) => (
          <h5
            key={row.id}
            style={{ position: 'absolute', ...place(row.gridPos), margin: 0, lineHeight: '30px' }}
          >
            {row.title}
          </h5>
        ))}
        {panels.map((shown, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
          <div key={n} style={{ position: 'absolute', ...place(shown.panel.gridPos) }}>
            <PanelView shown={shown} range={preview.range} theme={theme} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Choice({ label, value, theme }: { label: string; value: string; theme: GrafanaTheme2 }) {
  const box: CSSProperties = {
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: 2,
    padding: '3px 8px',
    fontSize: 12,
  }
  return (
    <span style={{ display: 'flex' }}>
      <span style={{ ...box, background: theme.colors.background.secondary, borderRight: 0 }}>{label}</span>
      <span style={{ ...box, background: theme.components.input.background }}>{value}</span>
    </span>
  )
}

function PanelView({ shown, range, theme }: { shown: Shown; range: Preview['range']; theme: GrafanaTheme2 }) {
  const { panel } = shown
  const { width, height } = place(panel.gridPos)
  const data = withLooks(shown.data, panel, theme)
  const Visual = visuals[panel.type]
  if (Visual === undefined) throw new Error(`nothing draws a panel of type ${panel.type}`)
  // A stat says by itself what it shows where there is nothing.
  const isEmpty = panel.type !== 'text' && panel.type !== 'stat' && data.every(({ length }) => length === 0)
  return (
    <PanelChrome title={panel.title} description={panel.description} width={width} height={height}>
      {(innerWidth, innerHeight) =>
        isEmpty ? (
          <NoData width={innerWidth} height={innerHeight} />
        ) : (
          <Visual
            panel={panel}
            data={data}
            range={range}
            theme={theme}
            width={innerWidth}
            height={innerHeight}
          />
        )
      }
    </PanelChrome>
  )
}

const theme = createTheme({ colors: { mode: 'dark' } })
createRoot(document.getElementById('root') as HTMLElement).render(
  <ThemeContext.Provider value={theme}>
    <GlobalStyles />
    <style>{`*, *::before, *::after { box-sizing: border-box } body { font-family: Inter, 'Noto Color Emoji', sans-serif }`}</style>
    <Board preview={window.preview} theme={theme} />
  </ThemeContext.Provider>,
)
// Icons come one after the other, and plots are painted a frame after their size is known.
void document.fonts.ready.then(() => setTimeout(() => document.body.setAttribute('data-drawn', ''), 3_000))
