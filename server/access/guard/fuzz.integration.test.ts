import fc from 'fast-check'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROLES, type Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { SENSITIVITIES, type Sensitivity } from '#contract/sensitivity.ts'
import { GuardedServer, MARKED, type Shown } from './testing/guarded-server.ts'

/** How many sequences are tried, and how long each may be; GUANLAN_FUZZ asks for more. */
const RUNS = Number(process.env.GUANLAN_FUZZ ?? 60)
const STEPS = 14

const AREAS = ['rm', 'rm-north', 'rm-south', 'rm-a', 'rm-b', 'rm-c', 'rm-d'] as const
/** The area each lies in: a second account of the city, by hand, to judge the first by. */
const ABOVE: Readonly<Record<string, string>> = {
  ...{ 'rm-north': 'rm', 'rm-south': 'rm', 'rm-a': 'rm-north', 'rm-b': 'rm-north', 'rm-c': 'rm-south', 'rm-d': 'rm-south' },
}
const METRICS: Readonly<Record<string, { readonly domain: string; readonly sensitivity: Sensitivity }>> = {
  [MARKED.open]: { domain: 'grid', sensitivity: 'open' },
  [MARKED.internal]: { domain: 'grid', sensitivity: 'internal' },
  [MARKED.sensitive]: { domain: 'grid', sensitivity: 'sensitive' },
  'hotline.calls': { domain: 'hotline', sensitivity: 'open' },
}
const ROLES_TRIED: readonly Role[] = [
  'leader',
  'town-staff',
  'audit-administrator',
  'enterprise',
  'wall-screen',
  'reader',
  'visitor',
]

/** Somebody, as the test made them: all that they may ever see. */
interface Holder {
  readonly shown: Shown
  readonly role: Role
  readonly area: string
  readonly domains: readonly string[] | null
}

let server: GuardedServer
let holders: readonly Holder[]

beforeAll(async () => {
  server = await GuardedServer.start()
  const time = new Date(Date.now() - 60_000).toISOString()
  const towns = ['rm-a', 'rm-b', 'rm-c', 'rm-d']
  await server.tell(
    towns.flatMap((area) =>
      Object.keys(METRICS).map((metric) =>
        metric === MARKED.sensitive ? { metric, area, time, numerator: 7, denominator: 9 } : { metric, area, time, value: 7 },
      ),
    ),
  )
  const made: Holder[] = []
  for (const role of ROLES_TRIED)
    for (const [area, domains] of [
      ['rm', null],
      ['rm-north', ['hotline']],
      ['rm-c', null],
    ] as const)
      made.push({ role, area, domains, shown: await server.caller(role, area, domains) })
  holders = made
})
afterAll(() => server?.stop())

const step = fc.record({
  /** Whose cookie, and whose token besides, if any. */
  cookie: fc.nat({ max: 20 }),
  other: fc.option(fc.nat({ max: 20 }), { freq: 3 }),
  garbage: fc.constantFrom(
    '',
    '; guanlan-session=',
    '; guanlan-screen=x',
    `; guanlan-session=${'A'.repeat(43)}`,
    '; __Host-guanlan-session=y',
  ),
  door: fc.constantFrom('catalogue', 'latest', 'children', 'history', 'asOf', 'subscribe', 'resume', 'held'),
  metrics: fc.uniqueArray(fc.constantFrom(...Object.keys(METRICS)), { minLength: 1, maxLength: 3 }),
  areas: fc.uniqueArray(fc.constantFrom(...AREAS), { minLength: 1, maxLength: 3 }),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

it(`no sequence of ${STEPS} credentials and questions reads a figure beyond what the credential may see (${RUNS} tried)`, async () => {
  let [read, refused] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: STEPS }), async (steps) => {
      const held = new Map<string, { socket: Socket; may: readonly Holder[] }>()
      try {
        for (const each of steps) {
          const { shown, may } = mixed(each)
          const seen = await question(each, shown, may, held)
          for (const { metric, area } of seen) {
            read += 1
            expect(
              may.some((holder) => maySee(holder, metric, area)),
              JSON.stringify({ each, metric, area }),
            ).toBe(true)
          }
          if (seen.length === 0) refused += 1
        }
      } finally {
        for (const { socket } of held.values()) socket.close()
      }
    }),
    { numRuns: RUNS },
  )
  expect(read).toBeGreaterThan(RUNS)
  expect(refused).toBeGreaterThan(RUNS)
})

/** One caller showing what belongs to one or two holders: they may see what either may, at most. */
function mixed({ cookie, other, garbage }: Step): { shown: Shown; may: readonly Holder[] } {
  const [first, second] = [holders[cookie % holders.length], other === null ? undefined : holders[other % holders.length]]
  const may = [first, second].filter((holder) => holder !== undefined)
  const cookies = may.map(({ shown }) => shown.cookie).filter((text) => text !== undefined)
  const authorization = may.map(({ shown }) => shown.authorization).find((text) => text !== undefined)
  const text = cookies.join('; ') + garbage
  return {
    shown: { ...(text !== '' && { cookie: text.replace(/^; /, '') }), ...(authorization !== undefined && { authorization }) },
    may,
  }
}

interface Seen {
  readonly metric: string
  readonly area: string
}

/** Asks at one of the doors and returns every series that the answer tells of. */
async function question(
  { door, metrics, areas }: Step,
  shown: Shown,
  may: readonly Holder[],
  held: Map<string, { socket: Socket; may: readonly Holder[] }>,
): Promise<readonly Seen[]> {
  const series = metrics.flatMap((metric) => areas.map((area) => ({ metric, area })))
  const query = new URLSearchParams(metrics.map((metric): [string, string] => ['metric', metric]))
  switch (door) {
    case 'catalogue': {
      const answer = await server.ask('GET', '/api/catalogue', shown)
      if (!answer.ok) return []
      const { metrics: known, areas: places } = (await answer.json()) as Catalogue
      return known.filter(({ id }) => id in METRICS).flatMap(({ id }) => places.map(({ code }) => ({ metric: id, area: code })))
    }
    case 'latest':
    case 'children':
      for (const area of areas) query.append('area', door === 'latest' ? area : `children-of:${area}`)
      return pointsOf(await server.ask('GET', `/api/series/latest?${query}`, shown))
    case 'history':
    case 'asOf': {
      const [first] = series
      const one = new URLSearchParams({ ...first, from: '2020-01-01T00:00:00Z', ...(door === 'asOf' && { asOf: '1' }) })
      return pointsOf(await server.ask('GET', `/api/series/history?${one}`, shown))
    }
    case 'subscribe':
    case 'resume':
    case 'held': {
      // A socket is kept and asked again later: it is who it was when it connected.
      const key = JSON.stringify(shown)
      const kept = held.get(key) ?? (await connected(shown, may))
      if (!kept) return []
      held.set(key, kept)
      const request = door === 'resume' ? { series, epoch: 'x', revision: 0 } : { series }
      const answer = await kept.socket.emitWithAck(door === 'resume' ? 'resume' : 'subscribe', request)
      const names = (answer.series ?? []) as readonly string[]
      return names.map((name) => {
        const [metric = '', area = ''] = name.replace(/\/[^/]*$/, '').split('@')
        return { metric, area }
      })
    }
  }
}

async function connected(shown: Shown, may: readonly Holder[]) {
  const socket = await server.connect(shown).catch(() => undefined)
  return socket && { socket, may }
}

async function pointsOf(answer: Response): Promise<readonly Seen[]> {
  if (!answer.ok) {
    await answer.body?.cancel()
    return []
  }
  return ((await answer.json()) as { points: readonly Seen[] }).points
}

/** The rule, told once more and as plainly as can be. */
function maySee({ role, area: own, domains }: Holder, metric: string, area: string): boolean {
  const { may, clearance, audience } = ROLES[role]
  const known = METRICS[metric]
  if (!known || !(may as readonly string[]).includes('figures:read') || audience !== 'government') return false
  if (SENSITIVITIES.indexOf(known.sensitivity) > SENSITIVITIES.indexOf(clearance)) return false
  if (domains !== null && !domains.includes(known.domain)) return false
  for (let place: string | undefined = area; place !== undefined; place = ABOVE[place]) if (place === own) return true
  return false
}
