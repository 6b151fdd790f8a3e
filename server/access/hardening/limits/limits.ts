import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Refusal } from '#contract/errors.ts'
import { plainAddress } from '../addresses/address-list.ts'
import { ADDRESS_PACE, PACE_WINDOW_MS, type Pace, SUBJECT_PACE, strictPace, VISITOR_PACE } from './pace.ts'

/** Addresses and subjects counted at a time; the one not seen for longest is forgotten first, so memory has an end. */
const MOST_COUNTED = 20_000

/** The door takes in figures from sources with tokens, as fast as the record can write them. */
const DOOR = '/api/hub/observations'

/** Refuses whoever asks too often, by address: register it before the guard, so that a flood of wrong tokens is cheap. */
export const addressLimits = fp(
  async (app: FastifyInstance) => {
    await app.register(rateLimit, { global: false, cache: MOST_COUNTED })
    const inAll = counter(app, ADDRESS_PACE, ({ ip }) => plainAddress(ip))
    const strict = new Map<string, ReturnType<typeof counter>>()
    app.addHook('onRequest', async (request, reply) => {
      const route = request.routeOptions.url ?? ''
      if (route === DOOR) return
      await inAll(request, reply)
      const pace = strictPace(request.method, route)
      if (!pace) return
      const count = strict.get(pace.name) ?? counter(app, pace, ({ ip }) => plainAddress(ip))
      strict.set(pace.name, count)
      await count(request, reply)
    })
  },
  { name: 'address-limits' },
)

/** Refuses whoever asks too often, by who they are: register it after the guard. */
export const subjectLimits = fp(
  async (app: FastifyInstance) => {
    const bySubject = counter(app, SUBJECT_PACE, subjectKey)
    const byVisitor = counter(app, VISITOR_PACE, ({ ip }) => plainAddress(ip))
    app.addHook('onRequest', async (request, reply) => {
      const { access } = request.routeOptions.config
      if (request.is404 || access === 'unasked') return
      await (request.subject.kind === 'visitor' ? byVisitor : bySubject)(request, reply)
    })
  },
  { name: 'subject-limits', dependencies: ['address-limits', 'guard'] },
)

function counter(app: FastifyInstance, pace: Pace, keyGenerator: (request: FastifyRequest) => string) {
  const check = app.createRateLimit({ max: pace.perMinute, timeWindow: PACE_WINDOW_MS, keyGenerator })
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const counted = await check(request)
    if (counted.isAllowed || !counted.isExceeded) return
    reply.header('retry-after', counted.ttlInSeconds)
    throw new Refusal('request/too-often')
  }
}

function subjectKey({ subject, ip }: FastifyRequest): string {
  switch (subject.kind) {
    case 'visitor':
      return `visitor:${plainAddress(ip)}`
    case 'person':
      return `session:${subject.session}`
    case 'screen':
      return `screen:${subject.screen.id}`
    case 'program':
      return `reader:${subject.reader.id}`
  }
}
