import type { Action } from '#contract/access.ts'
import type { Subject } from '../policy/subject.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller of the route must be allowed; `anyone` for routes that prove themselves. A route without it is refused. */
    access?: Action | 'anyone'
  }
  interface FastifyRequest {
    /** Who asks, as the guard found out before anything else was done. */
    subject: Subject
  }
}
