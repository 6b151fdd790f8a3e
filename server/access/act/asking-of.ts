import type { FastifyRequest } from 'fastify'
import type { Asking } from './execute.ts'

/** Who asks by a request, and from where. */
export function askingOf(request: FastifyRequest): Asking {
  const agent = request.headers['user-agent']
  return {
    subject: request.subject,
    address: plainAddress(request.ip),
    requestId: request.id,
    ...(agent !== undefined && { agent }),
  }
}

/** An IPv4 address is written the same however it came in. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
