import { once } from 'node:events'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Entity } from '#contract/entity.ts'
import type { Patch, ResumeAnswer, Snapshot } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import { CuttingProxy } from '../testing/cutting-proxy.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { TestedDatabase } from '../testing/tested-database.ts'

/** The longest a city waits for another leader: a lease, a look, and what the machine of a test takes. */
const TAKE_OVER_MS = 15_000

let postgres: TestedDatabase
let proxy: CuttingProxy
let url: string
/** The first reaches the database by the proxy. */
let members: ServerProcess[]
let addresses: string[]
let token: string
const strangers: ServerProcess[] = []
const sockets: Socket[] = []

beforeAll(async () => {
  postgres = await TestedDatabase.start(['max_connections=140'])
  url = await postgres.empty()
  const direct = new URL(url)
  proxy = await CuttingProxy.to({ host: direct.hostname, port: Number(direct.port) })
  const byProxy = new URL(url)
  byProxy.port = String(proxy.port)
  addresses = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`]
  members = []
  for (const [index, address] of addresses.entries()) {
    const databaseUrl = index === 0 ? byProxy.href : url
    // They have the same keys, as if they had been copied.
    const keys = index === 0 ? {} : { DATA_DIR: member0().dataDir }
    const member = await ServerProcess.prepare({ DATABASE_URL: databaseUrl, MEMBER_ADDRESS: address, ...keys })
    members.push(member)
    await member.start()
    if (index === 0) token = await member.mint('water')
    else member.shareReader(await member0().reader())
  }
})
afterAll(async () => {
  for (const socket of sockets) socket.close()
  for (const member of members) {
    if (member.pid > 0) process.kill(member.pid, 'SIGCONT')
    await member.remove()
  }
  for (const stranger of strangers) await stranger.remove()
  proxy.close()
  await postgres.stop()
})

it('shows on the screens of every server what came in at any of them', async () => {
  const [leader, other] = await leaderAndOther()
  const screens = [await screenAt(leader), await screenAt(other)]
  for (const server of [leader, other]) {
    const value = fresh()
    await server.post(token, [row(value)])
    for (const screen of screens) await screen.until(value)
  }
  const [one, another] = screens as [Screen, Screen]
  expect(another.newest()).toEqual(one.newest())
})

it('knows at every server where a thing is, whichever was told', async () => {
  const [leader, other] = await leaderAndOther()
  const truck = { id: 'truck-1', kind: 'line-truck', names: { zh: '抢修一号', en: 'Truck 1' }, department: 'power' }
  const lonAt = async (server: ServerProcess) => {
    const response = await server.read('/api/entities/truck-1')
    return response.ok ? ((await response.json()) as Entity).place?.lon : undefined
  }
  for (const [step, server] of [other, leader, other].entries()) {
    const lon = 113.1 + step / 10
    const time = new Date(Date.now() - 10_000 + step).toISOString()
    const answer = await fetch(`${server.url}/api/hub/entities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ ...(step === 0 && truck), id: truck.id, time, place: { lon, lat: 23 } }]),
    })
    expect(await answer.json()).toMatchObject({ accepted: 1 })
    for (const one of [leader, other]) await until(async () => (await lonAt(one)) === lon)
  }
})

it('[P111] lets a screen move to another server and go on without a gap or a snapshot', async () => {
  const [leader, other] = await leaderAndOther()
  const screen = await screenAt(leader)
  for (const [from, to] of [
    [leader, other],
    [other, leader],
  ] as const) {
    const missed = fresh()
    screen.leave()
    await from.post(token, [row(missed)])
    expect(await screen.moveTo(to)).toBe('resumed')
    await screen.until(missed)
    const next = fresh()
    await to.post(token, [row(next)])
    await screen.until(next)
  }
  expect(screen.gaps).toBe(0)
})

it('has another leader when the leader is killed, loses nothing it acknowledged, and raises no alarm twice', async () => {
  const [leader, other] = await leaderAndOther()
  const now = new Date().toISOString()
  await other.post(
    token,
    ['rm-a', 'rm-b'].map((area) => ({ metric: 'grid.load', area, time: now, value: 3_000 })),
  )
  const raised = () => ask(`select from guanlan.event where kind = 'alarm.raised'`)
  await until(async () => (await raised()).length === 1)
  const screen = await screenAt(other)
  const acknowledged: number[] = []
  let isOver = false
  const writing = (async () => {
    while (!isOver) {
      const value = fresh()
      const isTaken = await other.post(token, [row(value)]).then(
        () => true,
        () => false,
      )
      if (isTaken) acknowledged.push(value)
    }
  })()
  await until(() => acknowledged.length > 3)
  await leader.kill()
  const before = acknowledged.length
  await until(() => acknowledged.length > before + 3)
  isOver = true
  await writing
  await screen.until(acknowledged.at(-1) as number)
  expect(screen.gaps).toBe(0)
  const said = await observed()
  for (const value of acknowledged) expect(said.filter((one) => one === value)).toHaveLength(1)
  await leader.start()
  await untilSame(leader, other, acknowledged.at(-1) as number)
  expect(await raised()).toHaveLength(1)
})

it.each(['before', 'after'] as const)(
  'takes a row in once that was handed to a leader who dies %s its commit, and acknowledges it only then',
  async (when) => {
    const [leader, other] = await leaderAndOther()
    const value = fresh()
    const held = await holdCommits(when)
    const answer = other.post(token, [row(value)])
    await held.untilWaiting()
    expect(await observed()).not.toContain(value)
    if (when === 'before') {
      await leader.kill()
      await held.release()
    } else {
      // The commit goes on below a leader that cannot tell anybody of it any more.
      process.kill(leader.pid, 'SIGSTOP')
      await held.release()
      await until(async () => (await observed()).includes(value))
      await leader.kill()
    }
    expect(await answer).toMatchObject(when === 'before' ? { accepted: 1 } : { accepted: 0, duplicates: 1 })
    // A source that had no answer says it again; nothing comes of it.
    expect(await other.post(token, [row(value)])).toMatchObject({ accepted: 0, duplicates: 1 })
    expect((await observed()).filter((one) => one === value)).toHaveLength(1)
    await leader.start()
    await untilSame(leader, other, value)
  },
)

it('does not acknowledge what was handed to a leader when nobody could take it in, and takes the repeat in once', async () => {
  const [leader, other] = await leaderAndOther()
  const value = fresh()
  const held = await holdCommits('before')
  const asked = new AbortController()
  const answer = other.post(token, [row(value)], {}, asked.signal).then(
    () => 'acknowledged',
    () => 'not acknowledged',
  )
  await held.untilWaiting()
  await leader.kill()
  // The source gives up while nobody leads.
  asked.abort()
  expect(await answer).toBe('not acknowledged')
  await held.release()
  const { accepted, duplicates } = await other.post(token, [row(value)])
  expect(accepted + duplicates).toBe(1)
  expect((await observed()).filter((one) => one === value)).toHaveLength(1)
  await leader.start()
  await untilSame(leader, other, value)
})

it('refuses a server whose keys are not those of the others, names the file, and makes none', async () => {
  const [leader] = await leaderAndOther()
  const term = await newestTerm()
  const stranger = await ServerProcess.prepare({ DATABASE_URL: url, MEMBER_ADDRESS: '127.0.0.1:0' })
  strangers.push(stranger)
  await expect(stranger.start()).rejects.toThrow(`${join(stranger.dataDir, 'personal.key')} is not there; copy that file`)
  expect(await readdir(stranger.dataDir)).toEqual([])
  for (const file of ['personal.key', 'audit.key', 'push.key'])
    await copyFile(join(member0().dataDir, file), join(stranger.dataDir, file))
  await writeFile(join(stranger.dataDir, 'audit.key'), 'ab'.repeat(32))
  await expect(stranger.start()).rejects.toThrow(`${join(stranger.dataDir, 'audit.key')} is another key`)
  await copyFile(join(member0().dataDir, 'audit.key'), join(stranger.dataDir, 'audit.key'))
  await stranger.start()
  await stranger.stop()
  expect(await newestTerm()).toBe(term)
  expect((await leaderAndOther())[0]).toBe(leader)
})

it('refuses what a leader that stood still wants to write when it comes back, and lets it follow', async () => {
  const [leader, other] = await leaderAndOther()
  const term = await newestTerm()
  process.kill(leader.pid, 'SIGSTOP')
  await untilTermAfter(term)
  const meanwhile = fresh()
  await other.post(token, [row(meanwhile)])
  process.kill(leader.pid, 'SIGCONT')
  const after = fresh()
  // The one that stood still believes that it leads; what it takes in now is taken in by the one that does.
  await leader.post(token, [row(after)])
  expect(await newestTerm()).toBe(term + 1)
  await untilSame(leader, other, after)
})

it('lets only one side of a partition take anything in, and brings both together afterwards', async () => {
  const cut = member0()
  const other = members[1] as ServerProcess
  await leadBy(cut)
  const screen = await screenAt(cut)
  const term = await newestTerm()
  // It knows the source: one that it first has to look up waits for the record, and is then handed on to whoever leads.
  await cut.post(token, [row(fresh())])
  proxy.hold()
  const refused = cut.post(token, [row(-1)]).then(
    () => 'taken in',
    () => 'refused',
  )
  await untilTermAfter(term)
  const value = fresh()
  await other.post(token, [row(value)])
  await screen.untilQuiet()
  // It says at once that it only shows what it knows, to people and to screens that come.
  expect(await commandAt(cut)).toEqual([503, 'record/unavailable'])
  await expect(open(cut)).rejects.toMatchObject({ data: { code: 'record/unavailable' } })
  proxy.release()
  expect(await refused).toBe('refused')
  await screen.until(value)
  const after = fresh()
  await cut.post(token, [row(after)])
  await untilSame(cut, other, after)
  expect(await observed()).not.toContain(-1)
})

const SERIES = { metric: 'hotline.calls', area: 'rm-a' }
let said = 1
/** A value that nothing said before. */
const fresh = () => said++
const startedAt = Date.now() - 60_000
const row = (value: number) => ({ ...SERIES, time: new Date(startedAt + value).toISOString(), value })

/** What becomes of something a person does: its status and the code of its refusal. */
async function commandAt(server: ServerProcess): Promise<[number, string | undefined]> {
  const answer = await fetch(`${server.url}/api/access/trial`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', origin: server.url }, body: '{"role":"commander"}' },
  })
  return [answer.status, ((await answer.json()) as { code?: string }).code]
}

function member0(): ServerProcess {
  return members[0] as ServerProcess
}

async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
  return postgres.ask(url, sql)
}

/** Lets no batch of figures be committed: neither written before, nor, when it is written and only its commit is asked for. */
async function holdCommits(when: 'before' | 'after') {
  const timing = when === 'before' ? 'initially immediate' : 'initially deferred'
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    create function public.wait_for_test() returns trigger language plpgsql security definer as
      'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
    create constraint trigger wait_for_test after insert on guanlan.batch deferrable ${timing}
      for each row execute function public.wait_for_test()`)
  await client.query('select pg_advisory_lock(4711)')
  return {
    untilWaiting: () =>
      until(async () => {
        const waiting = await ask(`select from pg_locks where locktype = 'advisory' and objid = 4711 and not granted`)
        return waiting.length > 0
      }),
    release: async () => {
      await client.query('select pg_advisory_unlock(4711)')
      await client.query('drop function public.wait_for_test cascade')
      await client.end()
    },
  }
}

async function newestTerm(): Promise<number> {
  const [leader] = await ask('select term::int as term from guanlan.leader')
  return leader?.term as number
}

async function untilTermAfter(term: number): Promise<void> {
  await until(async () => (await newestTerm()) > term)
}

async function leaderAndOther(): Promise<[ServerProcess, ServerProcess]> {
  let found = -1
  await until(async () => {
    const [leader] = await ask('select address from guanlan.leader where lease_until > clock_timestamp()')
    found = addresses.indexOf(leader?.address as string)
    return found >= 0
  })
  return [members[found] as ServerProcess, members[1 - found] as ServerProcess]
}

/** Brings the lead to a member by stopping the other, which is started again. */
async function leadBy(member: ServerProcess): Promise<void> {
  const [leader, other] = await leaderAndOther()
  if (leader === member) return
  await leader.stop()
  await leaderAndOther()
  await leader.start()
  expect(other).toBe(member)
}

/** Every value observed, in no order. */
async function observed(): Promise<readonly number[]> {
  return (await ask('select numerator from guanlan.observation')).map(({ numerator }) => numerator as number)
}

async function untilSame(one: ServerProcess, other: ServerProcess, value: number): Promise<void> {
  const screens = [await screenAt(one), await screenAt(other)]
  for (const screen of screens) await screen.until(value)
  const [first, second] = screens as [Screen, Screen]
  expect(first.newest()).toEqual(second.newest())
}

interface Screen {
  gaps: number
  newest(): Point | undefined
  /** Until the figure counts a value: the running total of the day grows by it. */
  until(value: number): Promise<void>
  untilQuiet(): Promise<void>
  leave(): void
  moveTo(server: ServerProcess): Promise<string>
}

/** A screen that follows one figure, as the protocol says. */
async function screenAt(server: ServerProcess): Promise<Screen> {
  const known = new Map<number, Point>()
  let socket = await open(server)
  let cursor = { epoch: '', revision: -1 }
  let heardAt = performance.now()
  const learn = (points: readonly Point[]) => {
    for (const point of points) if (point.window) known.set(point.window[0], point)
  }
  const screen: Screen = {
    gaps: 0,
    newest: () => [...known.values()].at(-1),
    until: (value) => until(() => [...known.values()].some((point) => (point.observedAt ?? 0) >= startedAt + value)),
    untilQuiet: () => until(() => performance.now() - heardAt > 1_500),
    leave: () => void socket.close(),
    moveTo: async (next) => {
      socket = await open(next)
      hear()
      const answer = (await socket.emitWithAck('resume', { series: [SERIES], ...cursor })) as ResumeAnswer<Point[]>
      if (answer.status === 'resumed') for (const patch of answer.patches) apply(patch)
      return answer.status
    },
  }
  const apply = (patch: Patch<Point[]>) => {
    if (patch.to <= cursor.revision) return
    if (patch.epoch !== cursor.epoch || patch.from !== cursor.revision) screen.gaps += 1
    cursor = { epoch: patch.epoch, revision: patch.to }
    learn(patch.points)
  }
  const hear = () => {
    socket.on('patch', apply)
    socket.on('beat', () => {
      heardAt = performance.now()
    })
  }
  hear()
  const snapshot = (await socket.emitWithAck('subscribe', { series: [SERIES] })) as Snapshot<Point[]>
  cursor = { epoch: snapshot.epoch, revision: snapshot.revision }
  learn(snapshot.points)
  return screen
}

async function open(server: ServerProcess): Promise<Socket> {
  const socket = io(`${server.url}/live`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    auth: { token: await member0().reader() },
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const patience = performance.now() + TAKE_OVER_MS
  while (!(await isSo())) {
    if (performance.now() > patience) throw new Error('waited for too long')
    await pause(20)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
