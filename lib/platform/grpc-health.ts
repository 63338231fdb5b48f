import { type ServerWritableStream, type ServiceError, status } from '@grpc/grpc-js'
import type { HealthHandlers } from '#proto/grpc/health/v1/Health.ts'
import type { HealthCheckRequest__Output } from '#proto/grpc/health/v1/HealthCheckRequest.ts'
import type { HealthCheckResponse } from '#proto/grpc/health/v1/HealthCheckResponse.ts'

/**
 * The standard health service. The server itself (service "") serves as soon as it listens; a named service serves
 * while `isServing` says so. Watch is not offered: an open stream would keep a function from scaling to zero.
 */
export function createHealth(services: Readonly<Record<string, () => boolean>>): HealthHandlers {
  return {
    Check({ request }, reply) {
      const known = Object.hasOwn(services, request.service) ? services[request.service] : undefined
      const isServing = request.service === '' ? () => true : known
      if (isServing === undefined) return reply({ code: status.NOT_FOUND, details: 'unknown service' })
      reply(null, { status: isServing() ? 'SERVING' : 'NOT_SERVING' })
    },
    Watch(call: ServerWritableStream<HealthCheckRequest__Output, HealthCheckResponse>) {
      const refusal: Partial<ServiceError> = { code: status.UNIMPLEMENTED, details: 'use Check' }
      call.emit('error', refusal)
    },
  }
}
