/** An element of the document that is there. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`no element ${id}`)
  return found as T
}

/** Makes an element. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** Writes a text where it differs, so that a selection and the reader's eye stay where they are. */
export function write(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

/** Writes a figure with a small unit behind it. */
export function writeFigure(node: HTMLElement, value: string, unit = ''): void {
  if (node.textContent === (unit === '' ? value : `${value}\u202f${unit}`)) return
  node.replaceChildren(...(unit === '' ? [value] : [value, '\u202f', el('small', {}, unit)]))
}

/**
 * Keeps the children of a parent in step with a list: one for each item, in its order, and the same one for as long as
 * the item is there, so that focus is not lost.
 */
export function createList<T, E extends HTMLElement>(
  parent: Element,
  key: (item: T) => string,
  create: (item: T) => E,
  update: (element: E, item: T) => void,
) {
  const elements = new Map<string, E>()
  return (items: readonly T[]): void => {
    const wanted = new Set(items.map(key))
    for (const [name, element] of elements) {
      if (wanted.has(name)) continue
      element.remove()
      elements.delete(name)
    }
    items.forEach((item, index) => {
      const name = key(item)
      const element = elements.get(name) ?? create(item)
      elements.set(name, element)
      if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null)
      update(element, item)
    })
  }
}
