import { expect, test } from 'vitest'
import { lateClass } from './late-class.ts'

class Real {
  static made = 0
  static of(value: number): Real {
    return new Real(value)
  }
  #value: number
  constructor(value: number) {
    Real.made += 1
    this.#value = value
  }
  value(): number {
    return this.#value
  }
}

/** The stand-in, and how often the class has been loaded. */
function standIn() {
  const loads = { count: 0 }
  const Late = lateClass(() => {
    loads.count += 1
    return Real
  })
  return { Late, loads }
}

test('a class is loaded when somebody makes one, and once', () => {
  const { Late, loads } = standIn()
  expect(loads.count).toBe(0)
  expect(new Late(1).value()).toBe(1)
  expect(new Late(2).value()).toBe(2)
  expect(loads.count).toBe(1)
})

test('what is made is one of the real class, and the other way round', () => {
  const { Late } = standIn()
  expect(new Late(1)).toBeInstanceOf(Real)
  expect(Object.getPrototypeOf(new Late(1))).toBe(Real.prototype)
  expect(new Real(1)).toBeInstanceOf(Late)
})

test('what belongs to the class is the same as on the real one', () => {
  const { Late, loads } = standIn()
  expect(Late.of).toBe(Real.of)
  expect(loads.count).toBe(1)
})

test('a class may inherit before, and has all that the real one has after', () => {
  const { Late, loads } = standIn()
  class Own extends Late {
    twice(): number {
      return this.value() * 2
    }
  }
  expect(loads.count).toBe(0)
  const own = new Own(4)
  expect(own.twice()).toBe(8)
  for (const one of [Own, Late, Real]) expect(own).toBeInstanceOf(one)
})

test('an object that was given the prototype is one, before and after', () => {
  const { Late, loads } = standIn()
  const light = Object.create(Late.prototype) as Real
  expect(light instanceof Late).toBe(true)
  expect(loads.count).toBe(0)
  expect(new Late(1)).toBeInstanceOf(Late)
  expect(light).toBeInstanceOf(Late)
  expect(light).toBeInstanceOf(Real)
  expect(light.value).toBe(Real.prototype.value)
})

test.each([undefined, null, 'text', {}, [], Object.create(null)])(
  '%o is none, and nothing is loaded to know it',
  (value: unknown) => {
    const { Late, loads } = standIn()
    expect(value instanceof Late).toBe(false)
    expect(loads.count).toBe(0)
  },
)

test('an object of another class is none', () => {
  const { Late } = standIn()
  expect(new Map()).not.toBeInstanceOf(Late)
})
