/** A point on a circle; turns begin at the top. */
export function pointAt(radius: number, turn: number): [number, number] {
  const angle = (turn - 0.25) * 2 * Math.PI
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}

/** A part of a ring. */
export function slice(outer: number, inner: number, from: number, to: number): string {
  const isLarge = to - from > 0.5 ? 1 : 0
  const [a, b, c, d] = [pointAt(outer, from), pointAt(outer, to), pointAt(inner, to), pointAt(inner, from)]
  return `M${a}A${outer} ${outer} 0 ${isLarge} 1 ${b}L${c}A${inner} ${inner} 0 ${isLarge} 0 ${d}Z`
}
