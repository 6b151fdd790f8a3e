import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import type { Remit } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import type { ResumeAnswer, Snapshot, SocketError } from '#contract/live.ts'
import { credentialOf } from '../access/guard/credential.ts'
import { type Known, know } from '../access/guard/known.ts'
import { demand } from '../access/policy/policy.ts'
import type { Subject } from '../access/policy/subject.ts'
import { CitiesInScope } from '../access/scope/cities-in-scope.ts'
import type { LiveGuard } from './live-guard.ts'
import { pointOf, scriptedHub, TINY_CATALOGUE } from './testing/scripted-hub.ts'
import { type TestedCity, testedCity } from './testing/tested-city.ts'

const NORTH = { series: [{ metric: 'tiny.calls', area: 'north' }] }
const SOUTH = { series: [{ metric: 'tiny.calls', area: 'south' }] }
const NOWHERE = { series: [{ metric: 'tiny.calls', area: 'nowhere' }] }

describe('who may follow', () => {
  it.each([
    ['auth of the connection', { auth: { token: 'whole' } }],
    ['a header', { extraHeaders: { authorization: 'Bearer whole' } }],
    ['the cookie of a session', { extraHeaders: { cookie: 'guanlan-session=duty-officer' } }],
    ['the cookie of a screen', { extraHeaders: { cookie: 'guanlan-screen=hall' } }],
  ])('[P61] a handshake says who it is by %s', async (_way, shown) => {
    await using city = await testedCity(scriptedHub(), { guard: doors() })
    expect(await knock(city, shown)).toBe('connected')
  })

  it.each([
    ['access/sign-in-needed', {}],
    ['access/sign-in-needed', { extraHeaders: { cookie: 'guanlan-session=long-over' } }],
    ['access/token-unknown', { auth: { token: 'guessed' } }],
    ['access/two-credentials', { auth: { token: 'whole' }, extraHeaders: { cookie: 'guanlan-session=duty-officer' } }],
    ['access/refused', { extraHeaders: { cookie: 'guanlan-session=audit-administrator' } }],
    ['access/duty-owed', { extraHeaders: { cookie: 'guanlan-session=owing' } }],
    ['access/sign-in-needed', { auth: { token: ['whole'] } }],
    ['access/sign-in-needed', { auth: { token: { toString: 'whole' } } }],
  ])('[P62] whoever may not is told %s, and sees nothing (%j)', async (code, shown) => {
    await using city = await testedCity(scriptedHub(), { guard: doors() })
    expect(await knock(city, shown)).toEqual({ code, sentence: expect.stringMatching(/\w/) })
  })

  it('[P63] what lies beyond a remit is refused in the very words of what does not exist', async () => {
    const hub = scriptedHub()
    hub.say('tiny.calls', 'south', 1)
    await using city = await testedCity(hub, { guard: doors() })
    const screen = await city.connect({ token: 'north' })
    expect(await screen.ask<Snapshot>('subscribe', NORTH)).toMatchObject({ series: ['tiny.calls@north/PT1M'] })
    const [beyond, nowhere] = [
      await screen.ask<SocketError>('subscribe', SOUTH),
      await screen.ask<SocketError>('subscribe', NOWHERE),
    ]
    expect(beyond).toEqual({ error: { ...nowhere.error, sentence: nowhere.error.sentence.replace('nowhere', 'south') } })
    expect(nowhere.error.code).toBe('series/unknown-area')
    const resumed = await screen.ask<SocketError>('resume', { ...SOUTH, epoch: 'epoch-1', revision: 1 })
    expect(resumed).toEqual(beyond)
  })

  it('[P63] members and totals of a larger area are beyond the remit as well', async () => {
    await using city = await testedCity(scriptedHub(), { guard: doors() })
    const screen = await city.connect({ token: 'north' })
    for (const [metric, area] of [
      ['tiny.calls', 'city'],
      ['tiny.level', 'city'],
      ['tiny.homes', 'west-0'],
    ])
      expect(await screen.ask<SocketError>('subscribe', { series: [{ metric, area }] })).toHaveProperty('error.code')
  })

  it('[P64] readers of different remits share the view of the same series', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub, { guard: doors() })
    const [near, far] = [await city.connect({ token: 'north' }), await city.connect({ token: 'whole' })]
    const views = [await near.ask<Snapshot>('subscribe', NORTH), await far.ask<Snapshot>('subscribe', NORTH)]
    expect(views[0]?.view).toBe(views[1]?.view)
    hub.say('tiny.calls', 'north', 4)
    city.tick()
    await near.settle()
    await far.settle()
    expect(near.patches).toEqual(far.patches)
    expect(city.live.stats().rooms).toBe(1)
  })

  it.each(['reader:r-whole', 'account:a-duty-officer', 'session:s-duty-officer', 'screen:s-hall'])(
    '[P65] when %s ends, its sockets are told so and hear no more, and others do',
    async (key) => {
      const hub = scriptedHub()
      const guard = doors()
      await using city = await testedCity(hub, { guard })
      const others = await city.connect({ token: 'north' })
      const shown = key.startsWith('reader')
        ? { auth: { token: 'whole' } }
        : { extraHeaders: { cookie: key.startsWith('screen') ? 'guanlan-screen=hall' : 'guanlan-session=duty-officer' } }
      const ended = open(city, shown)
      await new Promise<void>((resolve) => ended.once('connect', resolve))
      const heard: unknown[] = []
      ended.on('patch', (patch) => heard.push(patch))
      await ended.emitWithAck('subscribe', NORTH)
      await others.ask('subscribe', NORTH)
      const reason = new Promise((resolve) => ended.once('disconnect', resolve))
      guard.end(['account:somebody-else', key])
      hub.say('tiny.calls', 'north', 5)
      city.tick()
      expect(await reason).toBe('io server disconnect')
      await others.settle()
      expect([heard.length, others.patches.length]).toEqual([0, 1])
      expect(city.live.stats().sockets).toBe(1)
    },
  )

  it('[P65] whoever is let in on the strength of what just ended is not in', async () => {
    const guard = doors()
    const slow: LiveGuard = {
      ...guard,
      admit: async (handshake) => {
        const admitted = await guard.admit(handshake)
        guard.end(['reader:r-whole'])
        return admitted
      },
    }
    await using city = await testedCity(scriptedHub(), { guard: slow })
    const socket = open(city, { auth: { token: 'whole' } })
    expect(await new Promise((resolve) => socket.once('disconnect', resolve))).toBe('io server disconnect')
    expect(city.live.stats().sockets).toBe(0)
  })

  it('[P66] a socket ends with its session, to the tick', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub, { guard: doors({ endsAt: Date.UTC(2026, 8, 1) + 60_000 }) })
    const socket = open(city, { extraHeaders: { cookie: 'guanlan-session=duty-officer' } })
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    city.tick(59_750)
    expect(city.live.stats().sockets).toBe(1)
    const reason = new Promise((resolve) => socket.once('disconnect', resolve))
    city.tick()
    expect(await reason).toBe('io server disconnect')
    expect(city.live.stats().sockets).toBe(0)
  })

  it('[P67] a new connection is judged anew: there is no resuming what one may no longer see', async () => {
    const hub = scriptedHub()
    const guard = doors()
    await using city = await testedCity(hub, { guard })
    const before = await city.connect({ token: 'north' })
    const { epoch, revision } = await before.ask<Snapshot>('subscribe', NORTH)
    before.socket.close()
    hub.commit({ revised: [pointOf('tiny.calls', 'north', 1, 0)], latest: [pointOf('tiny.calls', 'north', 1, 0)] })
    guard.forget('north')
    expect(await knock(city, { auth: { token: 'north' } })).toMatchObject({ code: 'access/token-unknown' })
    const other = await city.connect({ token: 'south' })
    expect(await other.ask<ResumeAnswer | SocketError>('resume', { ...NORTH, epoch, revision })).toHaveProperty('error.code')
  })
})

/** The real rules over a few tokens: readers `whole`, `north`, `south`; a duty officer, an auditor, somebody who owes; a wall. */
function doors({ endsAt }: { readonly endsAt?: number } = {}) {
  const cities = new CitiesInScope(TINY_CATALOGUE)
  const hearers = new Set<(keys: readonly string[]) => void>()
  const remit = (role: Remit['role'], area = 'city'): Remit => ({ id: role, role, area, domains: 'all' })
  const reader = (id: string, area: string): Subject => ({
    kind: 'program',
    reader: { id: `r-${id}`, name: id },
    remit: remit('reader', area),
  })
  const person = (role: Remit['role'], owes: readonly 'add-factor'[] = []): Subject => ({
    ...{ kind: 'person', account: { id: `a-${role}`, name: role }, session: `s-${role}`, assurance: 'password' },
    ...{ remit: remit(role), owes },
  })
  const readers = new Map([
    ['whole', reader('whole', 'city')],
    ['north', reader('north', 'north')],
    ['south', reader('south', 'south')],
  ])
  const sessions = new Map([
    ['duty-officer', person('duty-officer')],
    ['audit-administrator', person('audit-administrator')],
    ['owing', person('commander', ['add-factor'])],
  ])
  const screens = new Map<string, Subject>([
    ['hall', { kind: 'screen', screen: { id: 's-hall', name: 'hall', display: 'wall' }, remit: remit('wall-screen') }],
  ])
  const find =
    (subjects: ReadonlyMap<string, Subject>) =>
    async (token: string): Promise<Known | undefined> => {
      const subject = subjects.get(token)
      return subject && { subject, ...(endsAt !== undefined && { endsAt }) }
    }
  const registers = { session: find(sessions), screen: find(screens), reader: find(readers) }
  return {
    admit: async ({ cookie = '', authorization, token }) => {
      const shown = (name: string) => new RegExp(`${name}=([^;]+)`).exec(cookie)?.[1]
      const bearer = typeof token === 'string' ? token : authorization?.replace('Bearer ', '')
      const credential = credentialOf({ session: shown('guanlan-session'), screen: shown('guanlan-screen'), token: bearer })
      const known = await know(credential, registers)
      demand(known.subject, 'figures:read')
      return { ...known, model: cities.of(known.subject).model }
    },
    demand: (subject, action) => demand(subject, action),
    onEnded: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    end: (keys: readonly string[]) => {
      for (const hear of hearers) hear(keys)
    },
    forget: (token: string) => readers.delete(token),
  } satisfies LiveGuard & { end(keys: readonly string[]): void; forget(token: string): void }
}

interface Shown {
  readonly auth?: Record<string, unknown>
  readonly extraHeaders?: Record<string, string>
}

function open(city: TestedCity, shown: Shown) {
  const { auth, extraHeaders } = shown
  return io(`http://127.0.0.1:${city.port}/live`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    ...(auth && { auth }),
    ...(extraHeaders && { extraHeaders }),
  })
}

/** `connected`, or what the refusal says. */
async function knock(city: TestedCity, shown: Shown): Promise<unknown> {
  const socket = open(city, shown)
  const outcome = await new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data ?? new Refusal('server/fault')))
  })
  socket.close()
  return outcome
}
