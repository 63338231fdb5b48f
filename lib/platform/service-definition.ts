import type { ServiceDefinition } from '@grpc/grpc-js'
import { loaderOptions } from '../../proto/loader-options.ts'

/** A message of proto/gen: from bytes to an object of its own, from that to a plain one, and back. */
type GeneratedMessage = {
  name: string
  encode(message: object): { finish(): Uint8Array }
  decode(bytes: Uint8Array): object
  fromObject(plain: object): object
  toObject(message: object, options: typeof loaderOptions): object
}

/** A service of proto/gen, by method. */
export type GeneratedService = Record<
  string,
  {
    path: string
    requestStream: boolean
    responseStream: boolean
    originalName: string
    request: GeneratedMessage
    response: GeneratedMessage
  }
>

/** What gRPC serves and calls: the same as @grpc/proto-loader makes, which a test compares it with. */
export function serviceDefinition(service: GeneratedService): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(service).map(([method, { request, response, ...rest }]) => [
      method,
      {
        ...rest,
        requestSerialize: serializer(request),
        requestDeserialize: deserializer(request),
        responseSerialize: serializer(response),
        responseDeserialize: deserializer(response),
      },
    ]),
  )
}

function serializer(type: GeneratedMessage) {
  return (plain: object): Buffer => {
    if (Array.isArray(plain)) {
      throw new Error(
        `Failed to serialize message: expected object with ${type.name} structure, got array instead`,
      )
    }
    return type.encode(type.fromObject(plain)).finish() as Buffer
  }
}

function deserializer(type: GeneratedMessage) {
  return (bytes: Buffer): object => type.toObject(type.decode(bytes), loaderOptions)
}
