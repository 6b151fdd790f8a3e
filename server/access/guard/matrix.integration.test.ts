import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLE_NAMES, ROLES, type Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { ClientToServer } from '#contract/live.ts'
import { isCleared, type Sensitivity } from '#contract/sensitivity.ts'
import { EVENT_ACTIONS } from '../../live/live-guard.ts'
import { EXPECTED_ROUTES } from './testing/expected-routes.ts'
import { codeOf, GuardedServer, MARKED, type Shown } from './testing/guarded-server.ts'

/** Everyone acts in the north; the rest of the city is not theirs. */
const OWN = { remit: 'rm-north', areas: ['rm-north', 'rm-a', 'rm-b'] }
const FOREIGN = ['rm', 'rm-south', 'rm-c', 'rm-d']

/** Refusals that say somebody may not, as opposed to what they asked being wrong. */
const MAY_NOT = ['access/sign-in-needed', 'access/refused', 'access/duty-owed', 'access/token-unknown', 'access/two-credentials']

let server: GuardedServer
/** What a caller in each role shows. */
const shown = new Map<Role, Shown>()

beforeAll(async () => {
  server = await GuardedServer.start()
  for (const role of ROLE_NAMES) shown.set(role, await server.caller(role, OWN.remit))
})
afterAll(() => server?.stop())

describe('every route of the server', () => {
  it('is one that was meant to be there, for those it is meant for', () => {
    const found = server.routes.flatMap(({ method, url, config }) =>
      [method].flat().flatMap((each) => (each === 'HEAD' ? [] : [[`${each} ${url}`, config?.access] as const])),
    )
    expect(Object.fromEntries(found)).toEqual(EXPECTED_ROUTES)
  })

  it('has the same rule for HEAD as for GET', () => {
    const heads = server.routes.filter(({ method }) => method === 'HEAD')
    for (const { url, config } of heads) expect(config?.access, url).toBe(EXPECTED_ROUTES[`GET ${url}`])
  })

  const routes = Object.entries(EXPECTED_ROUTES).map(([name, access]) => {
    const [method, url] = name.split(' ') as [string, string]
    return { name, method, url, access }
  })
  it.each(routes)('$name serves whoever may ($access), and nobody else', async ({ method, url, access }) => {
    for (const role of ROLE_NAMES) {
      const answer = await server.ask(method, filled(url), shown.get(role))
      const code = await codeOf(answer)
      const isAllowed = access === 'unasked' || access === 'anyone' || (ROLES[role].may as readonly string[]).includes(access)
      const what = `${role}: ${answer.status} ${code}`
      if (isAllowed) expect(MAY_NOT, what).not.toContain(code)
      else {
        expect(code, what).toBe(role === 'visitor' ? 'access/sign-in-needed' : 'access/refused')
        expect(answer.status, what).toBe(role === 'visitor' ? 401 : 403)
      }
      // Whoever signed out by it comes again.
      if (method !== 'GET') shown.set(role, await server.caller(role, OWN.remit))
    }
  })

  it('runs no script but its own on any page, whatever is asked and however it is answered', async () => {
    for (const { method, url } of routes) {
      const answer = await server.ask(method, filled(url))
      await answer.body?.cancel()
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy, `${method} ${url}`).toContain("script-src 'self';")
      expect(policy, `${method} ${url}`).toContain("frame-ancestors 'self'")
      expect(answer.headers.get('x-content-type-options'), `${method} ${url}`).toBe('nosniff')
    }
  })

  it.each(routes.filter(({ method, access }) => method === 'GET' && !['unasked', 'open:read', 'enterprise:read'].includes(access)))(
    '$name leaves nothing in the cache of a browser that the next person could find',
    async ({ url, access }) => {
      const role = ROLE_NAMES.find((one) => (ROLES[one].may as readonly string[]).includes(access)) ?? 'visitor'
      const answer = await server.ask('GET', filled(url), shown.get(role))
      await answer.body?.cancel()
      // Names of places and metrics, and shapes on a map, may be kept, and are asked about each time they are used.
      const expected = access === 'catalogue:read' && answer.ok ? 'private, no-cache' : 'no-store'
      expect(answer.status === 303 ? 'no-store' : answer.headers.get('cache-control')).toBe(expected)
    },
  )

  it.each(routes.filter(({ method, access }) => method !== 'GET' && access !== 'unasked'))(
    '$name does nothing for a page of another site, whoever looks at it',
    async ({ method, url }) => {
      for (const site of ['cross-site', 'same-site'])
        for (const role of ['visitor', 'duty-officer', 'wall-screen'] as const) {
          const answer = await server.ask(method, filled(url), { ...shown.get(role), 'sec-fetch-site': site })
          expect([answer.status, await codeOf(answer)]).toEqual([403, 'access/cross-site'])
        }
    },
  )
})

describe.each(ROLE_NAMES)('%s', (role) => {
  const { may, clearance, audience } = ROLES[role]
  const canRead = (may as readonly string[]).includes('figures:read')

  it('is told of its own area, and of what it is cleared for', async () => {
    const answer = await server.ask('GET', '/api/catalogue', shown.get(role))
    if (!canRead) return expect(answer.status).toBe(role === 'visitor' ? 401 : 403)
    const { areas, metrics, scenes } = (await answer.json()) as Catalogue
    expect(areas.map(({ code }) => code)).toEqual(OWN.areas)
    expect(areas[0]).not.toHaveProperty('parent')
    const expected = Object.entries(MARKED).filter(([sensitivity]) => isCleared(clearance, sensitivity as Sensitivity))
    expect(metrics.map(({ id }) => id).filter((id) => Object.values(MARKED).includes(id as never))).toEqual(
      expected.map(([, id]) => id),
    )
    expect(JSON.stringify(scenes)).not.toContain(isCleared(clearance, 'sensitive') ? '\u0000' : MARKED.sensitive)
    for (const metric of metrics) expect(metric.audiences).toContain(audience)
  })

  it('reads figures of its own area by request and by socket, and of no other', async () => {
    const socket = canRead ? await server.connect(shown.get(role) ?? {}) : undefined
    for (const [sensitivity, metric] of Object.entries(MARKED))
      for (const area of [...OWN.areas, ...FOREIGN, 'children-of:rm-north', 'children-of:rm']) {
        const isOwn = OWN.areas.includes(area.replace('children-of:', ''))
        const expected = !canRead
          ? role === 'visitor'
            ? 'access/sign-in-needed'
            : 'access/refused'
          : !isCleared(clearance, sensitivity as Sensitivity)
            ? 'series/unknown-metric'
            : isOwn
              ? undefined
              : 'series/unknown-area'
        // Of two unknown things either may be named first.
        const accepted = expected === 'series/unknown-metric' && !isOwn ? [expected, 'series/unknown-area'] : [expected]
        const what = `${metric} in ${area}`
        const query = new URLSearchParams({ metric, area })
        expect(accepted, what).toContain(await codeOf(await server.ask('GET', `/api/series/latest?${query}`, shown.get(role))))
        if (area.startsWith('children-of:')) continue
        query.set('from', '2026-01-01T00:00:00Z')
        expect(accepted, what).toContain(await codeOf(await server.ask('GET', `/api/series/history?${query}`, shown.get(role))))
        // Taking figures out is no way round reading them; a screen may read and not take out.
        const taken = await codeOf(await server.ask('GET', `/api/series/export?${query}`, shown.get(role)))
        const canTake = (may as readonly string[]).includes('figures:export')
        expect(canRead && !canTake ? ['access/refused'] : accepted, `export of ${what}`).toContain(taken)
        query.set('asOf', '0')
        expect(accepted, what).toContain(await codeOf(await server.ask('GET', `/api/series/history?${query}`, shown.get(role))))
        if (!socket) continue
        const series = [{ metric, area }]
        for (const [event, request] of Object.entries({ subscribe: { series }, resume: { series, epoch: 'x', revision: 0 } })) {
          const said = (await socket.emitWithAck(event, request)) as { error?: { code: string } }
          expect(accepted, `${event}: ${what}`).toContain(said.error?.code)
        }
      }
    socket?.close()
  })

  it('follows the city if it may read it, by every event there is', async () => {
    const events: readonly (keyof ClientToServer)[] = ['subscribe', 'unsubscribe', 'resume', 'watch', 'unwatch', 'track', 'untrack']
    expect(Object.keys(EVENT_ACTIONS)).toEqual(events)
    const refused = await server.connect(shown.get(role) ?? {}).then(
      (socket) => void socket.close(),
      (error: { data?: { code: string } }) => error.data?.code,
    )
    expect(refused).toBe(canRead ? undefined : role === 'visitor' ? 'access/sign-in-needed' : 'access/refused')
  })
})

describe('screens of another area', () => {
  it('cannot be enrolled, seen or revoked', async () => {
    const enrol = async (area: string) => {
      const { code } = (await (await server.ask('POST', '/api/screens/pairings', {}, { display: 'wall' })).json()) as {
        code: string
      }
      return server.ask('POST', '/api/screens', shown.get('wall-director'), { code, name: `wall of ${area}`, area })
    }
    for (const area of [...FOREIGN, 'nowhere']) expect(await codeOf(await enrol(area)), area).toBe('series/unknown-area')
    for (const area of OWN.areas) expect((await enrol(area)).status, area).toBe(201)
    await server.database.query(
      `insert into guanlan.screen (id, name, name_key, display, area, enrolled_at, enrolled_by) values ('far', 'far', 'far', 'wall', 'rm-c', 0, 'x')`,
    )
    const { screens } = (await (await server.ask('GET', '/api/screens', shown.get('wall-director'))).json()) as {
      screens: { id: string; area: string }[]
    }
    expect(screens.map(({ area }) => area).filter((area) => !OWN.areas.includes(area))).toEqual([])
    expect(await codeOf(await server.ask('DELETE', '/api/screens/far', shown.get('wall-director')))).toBe('screen/unknown')
    expect(await codeOf(await server.ask('DELETE', '/api/screens/none', shown.get('wall-director')))).toBe('screen/unknown')
    const [own] = screens
    expect((await server.ask('DELETE', `/api/screens/${own?.id}`, shown.get('wall-director'))).status).toBe(204)
  })
})

/** The route's address with something in place of its parameters that is nobody's. */
function filled(url: string): string {
  return url.replace(/:\w+/g, 'nobodys').replace('*', 'nothing')
}
