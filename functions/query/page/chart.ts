import uPlot from 'uplot'
import { timeOfDay } from './format.ts'

/** Times in ms, and a value each. */
export type Points = readonly (readonly [at: number, value: number])[]

/** How a chart looks. `color` is the name of a custom property. */
export type ChartOptions = {
  color: string
  /** No axes: only the shape. */
  spark?: boolean
  /** The axis begins at zero. */
  fromZero?: boolean
  write?: (value: number) => string
  /** Hears what the pointer is at, and undefined when it leaves. */
  pointed?: (point: readonly [at: number, value: number] | undefined) => void
}

/** A line over time that fills its element. */
export function createChart(root: HTMLElement, options: ChartOptions) {
  let plot: uPlot | undefined
  let points: Points = []

  function draw(): void {
    plot?.destroy()
    plot = new uPlot(settings(root, options), toData(points), root)
  }

  const resize = new ResizeObserver(() =>
    plot?.setSize({ width: root.clientWidth, height: root.clientHeight }),
  )
  resize.observe(root)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', draw)
  draw()

  return {
    show(next: Points): void {
      points = next
      plot?.setData(toData(next))
    },
    remove(): void {
      resize.disconnect()
      scheme.removeEventListener('change', draw)
      plot?.destroy()
    },
  }
}

function toData(points: Points): uPlot.AlignedData {
  return [points.map(([at]) => at / 1_000), points.map(([, value]) => value)]
}

function settings(root: HTMLElement, options: ChartOptions): uPlot.Options {
  const { color, spark = false, fromZero = false, write = String, pointed } = options
  const style = getComputedStyle(root)
  const paint = resolve(root, color)
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const font = `${Math.round(size * 0.75)}px ${style.fontFamily}`
  const axis = { show: !spark, stroke: resolve(root, '--muted'), font, ticks: { show: false } }
  const grid = { stroke: resolve(root, '--line'), width: 1 }
  return {
    width: root.clientWidth,
    height: root.clientHeight,
    padding: spark ? [4, 0, 0, 0] : [8, size * 1.2, 0, 0],
    legend: { show: false },
    cursor: { show: !spark, y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_, low, high) => range(low, high, fromZero) } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: size * 5,
        size: size * 1.6,
        values: (_, times) => {
          const seconds = times.some((at) => at % 60 !== 0)
          return times.map((at) => timeOfDay(at * 1_000, seconds))
        },
      },
      {
        ...axis,
        grid,
        size: (_, texts) => size * (0.9 + 0.47 * Math.max(3, ...(texts ?? []).map(({ length }) => length))),
        space: size * 1.7,
        values: (_, values) => values.map(write),
      },
    ],
    series: [
      {},
      {
        stroke: paint,
        width: 1.75,
        fill: `color-mix(in srgb, ${paint} 12%, transparent)`,
        ...(spark ? { points: { show: false } } : {}),
      },
    ],
    hooks: {
      setCursor: [
        ({ cursor: { idx }, data: [times, values] }) => {
          const [at, value] = idx == null ? [undefined, undefined] : [times[idx], values?.[idx]]
          pointed?.(at === undefined || value == null ? undefined : [at * 1_000, value])
        },
      ],
    },
  }
}

/** Room above and below, so that a steady value lies in the middle and not on an edge. */
function range(low: number, high: number, fromZero: boolean): [number, number] {
  if (low === null || high === null) return [0, 1]
  const room = Math.max((high - low) * 0.1, Math.abs(high) * 0.005, 0.1)
  return fromZero ? [0, high + room] : [low - room, high + room]
}

/** A color as the canvas understands it. */
function resolve(root: HTMLElement, property: string): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${property})`
  root.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
