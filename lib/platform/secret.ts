import { createHash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

const SHOWN = '[secret]'

/** Something that must never be shown: every way of printing it, and of making JSON of it, gives `[secret]`. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** What it is. Only for what checks it: never for a message, a log line or an answer. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }

  [inspect.custom](): string {
    return SHOWN
  }
}

/** Compares two texts of any length by their hashes, which takes the same time wherever they differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
