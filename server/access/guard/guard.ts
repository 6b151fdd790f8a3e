import assert from 'node:assert/strict'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { Refusal } from '#contract/errors.ts'
import { actorOf } from '../act/execute.ts'
import { type CookieSite, cookieName } from '../cookies.ts'
import { type AddressList, plainAddress } from '../hardening/addresses/address-list.ts'
import { isAskedHere, isLoopback } from '../identity/trial/trial.ts'
import { demand } from '../policy/policy.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { demandAdminPlace } from './admin-place.ts'
import { bearerToken, type Credential, credentialOf } from './credential.ts'
import type { Known } from './known.ts'
import type { Refused } from './refusal-log.ts'
import { isSafeMethod, isSameOrigin } from './same-origin.ts'

export interface GuardParts extends CookieSite {
  /** Who a credential stands for. Throws Refusal for a token that is worth nothing. */
  know(credential: Credential): Promise<Known>
  /** Networks administrators work in; none: anywhere. */
  readonly adminNetworks: AddressList
  /** Pages of other hosts that may ask for changes. */
  readonly origins: readonly string[]
  onRefused(refused: Refused): void
}

/**
 * Stands before every route registered after it: finds out who asks, and refuses what the policy does not allow before
 * anything else of the request is read. Default deny: a route that does not say who may use it keeps the server from
 * starting. Register it before all routes.
 */
export const guard = fp(
  async (app: FastifyInstance, parts: GuardParts) => {
    await app.register(cookie)
    const subjects = new WeakMap<FastifyRequest, Subject>()
    app.decorateRequest('subject', {
      getter(this: FastifyRequest) {
        return subjects.get(this) ?? VISITOR
      },
    })
    const routes: RouteOptions[] = []
    app.addHook('onRoute', (route) => void routes.push(route))
    // Not in the hook above: a plugin of somebody else's says what its routes are in a hook of its own, which comes later.
    app.addHook('onReady', async () => {
      const silent = routes.filter(({ config }) => config?.access === undefined).map(({ method, url }) => `${method} ${url}`)
      assert(silent.length === 0, `say in config.access who may use: ${silent.join(', ')}`)
    })
    app.addHook('onRequest', async (request) => {
      if (request.is404) return
      const { access, orHere } = request.routeOptions.config
      if (access === 'unasked' || (orHere && isFromHere(request))) return
      try {
        const { subject } = await parts.know(credentialIn(request, parts))
        subjects.set(request, subject)
        if (access === 'anyone') return
        assert(access !== undefined, 'the server does not start with a route that names no access')
        demand(subject, access)
        demandAdminPlace(subject, access, request.ip, parts.adminNetworks)
      } catch (fault) {
        if (fault instanceof Refusal) parts.onRefused(toRefused(request, fault))
        throw fault
      }
    })
  },
  { name: 'guard', dependencies: ['problems'] },
)

/** Throws Refusal for two credentials at once, and for a change that a strange page asks for with a browser's cookies. */
function credentialIn({ cookies, headers, method }: FastifyRequest, { origins, ...site }: GuardParts): Credential {
  const credential = credentialOf({
    session: cookies[cookieName('session', site)],
    screen: cookies[cookieName('screen', site)],
    token: bearerToken(headers.authorization),
  })
  // Without cookies as well: a strange page must not sign a browser in, or pair it, as somebody else.
  if (credential.kind !== 'reader' && !isSafeMethod(method) && !isSameOrigin(headers, origins))
    throw new Refusal('access/cross-site')
  return credential
}

function isFromHere({ ip, headers }: FastifyRequest): boolean {
  return isLoopback(plainAddress(ip)) && isAskedHere(headers)
}

function toRefused(request: FastifyRequest, { code }: Refusal): Refused {
  const agent = request.headers['user-agent']
  return {
    actor: actorOf(request.subject),
    code,
    object: { kind: 'route', id: `${request.method} ${request.routeOptions.url}` },
    address: plainAddress(request.ip),
    ...(agent !== undefined && { agent }),
    requestId: request.id,
  }
}
