import type { FastifyRequest } from 'fastify'
import { plainAddress } from '../hardening/addresses/address-list.ts'
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
