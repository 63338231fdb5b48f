import { join } from 'node:path'
import type { ServiceDefinition } from '@grpc/grpc-js'
import { type ServiceDefinition as LoadedService, loadSync } from '@grpc/proto-loader'
import fc from 'fast-check'
import protobuf from 'protobufjs'
import { expect, test } from 'vitest'
import { services } from '#proto/messages.ts'
import { loaderOptions } from '../../proto/loader-options.ts'
import { type GeneratedService, serviceDefinition } from './service-definition.ts'

const folder = join(import.meta.dirname, '../../proto')
const files = [
  'chaac/weather/v1/readings.proto',
  'grpc/health/v1/health.proto',
  'original/weather.proto',
  'original/wethertweet.proto',
]
const loaded = loadSync(files, { ...loaderOptions, includeDirs: [folder] })
const root = new protobuf.Root()
root.resolvePath = (_origin, target) => (target.startsWith('google/') ? target : join(folder, target))
root.loadSync(files)
root.resolveAll()

type Codec = { serialize: (plain: object) => Buffer; deserialize: (bytes: Buffer) => object }

const codecs = root.nestedArray.flatMap(servicesIn).flatMap((service) => {
  const name = service.fullName.slice(1)
  const ours = definitionOf(name)
  const theirs = loaded[name] as LoadedService
  return service.methodsArray.flatMap(({ name: method, ...types }) =>
    (['request', 'response'] as const).map((side) => ({
      type: types[side === 'request' ? 'resolvedRequestType' : 'resolvedResponseType'] as protobuf.Type,
      ours: codecOf(ours, method, side),
      theirs: codecOf(theirs, method, side),
    })),
  )
})

test('services and methods are those of the .proto files', () => {
  const known = Object.entries(loaded).filter(([, one]) => !('format' in one))
  expect(Object.keys(services).sort()).toEqual(known.map(([name]) => name).sort())
  for (const [name, theirs] of known) {
    const ours = definitionOf(name)
    expect(Object.keys(ours)).toEqual(Object.keys(theirs))
    for (const [method, definition] of Object.entries(ours)) {
      expect((theirs as LoadedService)[method]).toMatchObject(withoutFunctions(definition))
    }
  }
})

test.each(codecs)(
  '$type.fullName is written as by @grpc/proto-loader, whatever is given',
  { timeout: 30_000 },
  (codec) => {
    fc.assert(
      fc.property(messageOf(codec.type), (plain) => {
        expect(outcome(() => codec.ours.serialize(plain as object))).toEqual(
          outcome(() => codec.theirs.serialize(plain as object)),
        )
      }),
      { numRuns: 200 },
    )
  },
)

test.each(codecs)(
  '$type.fullName is read as by @grpc/proto-loader, from whatever bytes',
  { timeout: 30_000 },
  (codec) => {
    const written = messageOf(codec.type).map((plain) => {
      const { value = Buffer.alloc(0) } = outcome(() => codec.theirs.serialize(plain as object))
      return value
    })
    const spoiled = fc
      .tuple(written, fc.nat(), fc.uint8Array({ maxLength: 4 }))
      .map(([bytes, at, other]) => Buffer.concat([bytes.subarray(0, at % (bytes.length + 1)), other, bytes]))
    const any = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))
    fc.assert(
      fc.property(fc.oneof(written, spoiled, any), (bytes) => {
        expect(outcome(() => codec.ours.deserialize(bytes))).toEqual(
          outcome(() => codec.theirs.deserialize(bytes)),
        )
      }),
      { numRuns: 500 },
    )
  },
)

function servicesIn(space: protobuf.ReflectionObject): protobuf.Service[] {
  if (space instanceof protobuf.Service) return [space]
  return space instanceof protobuf.Namespace ? space.nestedArray.flatMap(servicesIn) : []
}

function definitionOf(name: string): ServiceDefinition {
  return serviceDefinition(services[name as keyof typeof services] as unknown as GeneratedService)
}

function codecOf(service: object, method: string, side: 'request' | 'response'): Codec {
  const definition = (service as ServiceDefinition)[method]
  if (definition === undefined) throw new Error(`${method} is missing`)
  return side === 'request'
    ? { serialize: definition.requestSerialize, deserialize: definition.requestDeserialize }
    : { serialize: definition.responseSerialize, deserialize: definition.responseDeserialize }
}

/** What a function gives, or says. */
function outcome<Value>(call: () => Value): { value?: Value; error?: string } {
  try {
    return { value: call() }
  } catch (error) {
    return { error: String(error) }
  }
}

/** Mostly what fits a message, sometimes what does not. */
function messageOf(type: protobuf.Type): fc.Arbitrary<unknown> {
  const fields = type.fieldsArray.map((field) => {
    const one = valueFor(field.resolve())
    return [field.name, field.repeated ? fc.array(one, { maxLength: 3 }) : one] as const
  })
  const fitting = fc.record(Object.fromEntries(fields), { requiredKeys: [] })
  const strange = fc.dictionary(
    fc.constantFrom(...type.fieldsArray.map(({ name }) => name), 'x'),
    fc.anything(),
  )
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: strange }, fc.anything())
}

function valueFor({ resolvedType, type }: protobuf.Field): fc.Arbitrary<unknown> {
  const fitting = () => {
    if (resolvedType instanceof protobuf.Enum) {
      return fc.oneof(fc.constantFrom(...Object.keys(resolvedType.values)), fc.integer({ min: -2, max: 300 }))
    }
    if (resolvedType !== null) return messageOf(resolvedType)
    if (type === 'string') return fc.string({ unit: 'binary' })
    if (type === 'bool') return fc.boolean()
    if (type === 'double') return fc.double()
    if (type === 'int64') return fc.oneof(fc.maxSafeInteger(), fc.maxSafeInteger().map(String))
    return fc.integer()
  }
  return fc.oneof({ weight: 9, arbitrary: fitting() }, fc.constantFrom(null, undefined, '', 0, 'x'))
}

function withoutFunctions(definition: object): object {
  return Object.fromEntries(Object.entries(definition).filter(([, value]) => typeof value !== 'function'))
}
