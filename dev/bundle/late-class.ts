type Class = abstract new (...args: never[]) => object

/**
 * Stands in for a class that is costly to load, until somebody makes one, asks it something, or asks whether something
 * is one that could be. Other classes may inherit from it before: what they inherit is there as soon as it is loaded.
 */
export function lateClass<Real extends Class>(load: () => Real): Real {
  let real: Real | undefined
  const loaded = (): Real => {
    if (real !== undefined) return real
    real = load()
    Object.setPrototypeOf(target.prototype, real.prototype)
    return real
  }
  const target = function lateClass() {}
  const isOne = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    if (Object.prototype.isPrototypeOf.call(target.prototype, value)) return true
    return !isPlain(value) && value instanceof loaded()
  }
  const standIn: Real = new Proxy(target as unknown as Real, {
    construct: (_, args, asked) => Reflect.construct(loaded(), args, asked === standIn ? loaded() : asked),
    get(_, key) {
      if (key === 'prototype') return target.prototype
      return key === Symbol.hasInstance ? isOne : Reflect.get(loaded(), key)
    },
  })
  return standIn
}

/** What no class has made. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null
}
