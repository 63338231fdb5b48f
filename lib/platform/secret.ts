import { inspect } from 'node:util'

const HIDDEN = '[secret]'

/** A text that no log, trace, error or JSON shows. Only `reveal` tells it. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text; who asks for it answers for where it goes. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [inspect.custom](): string {
    return HIDDEN
  }
}
