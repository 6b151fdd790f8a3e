import type { FastifyInstance } from 'fastify'
import type { Action } from '#contract/access.ts'
import type { Subject } from './policy/subject.ts'

/**
 * Who may use a route.
 * - an action: whoever the policy allows it.
 * - `anyone`: everyone, and the route is told who asks (signing in, asking who one is, pairing a screen).
 * - `unasked`: everyone, and nobody looks who asks: files of the page, health, and the door, which knows its own senders.
 */
export type RouteAccess = Action | 'anyone' | 'unasked'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route names it; a route without one keeps the server from starting. */
    access?: RouteAccess
    /** Open as well to whoever asks on this very machine, without a proxy between: a probe, a collector of measurements. */
    orHere?: boolean
  }
  interface FastifyRequest {
    /** Who asks, found out before anything else is looked at. A visitor on routes that are `unasked`. */
    subject: Subject
  }
}

/** Declares one access for all routes that are registered in this context from now on by somebody else's plugin. */
export function declareAccess(app: FastifyInstance, access: RouteAccess): void {
  app.addHook('onRoute', (route) => {
    route.config ??= {}
    route.config.access ??= access
  })
}
