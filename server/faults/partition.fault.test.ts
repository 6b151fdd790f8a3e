import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { issue, lead, signIn } from '../orders/testing/signed-in.ts'
import { DrilledScreen } from '../standby/screens.ts'
import { Writers } from '../standby/writers.ts'
import { Balancer } from '../start/balancer.ts'
import { CuttingProxy } from '../testing/cutting-proxy.ts'
import { seen } from '../testing/seen.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { TestedDatabase } from '../testing/tested-database.ts'

const SCREENS = 500
/** How long the two do not see each other at least; GUANLAN_APART_SECONDS asks for more. */
const APART_MS = Number(process.env.GUANLAN_APART_SECONDS ?? 10) * 1_000
const FIGURE = { metric: 'hotline.calls', area: 'rm-a' } as const

const closers: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(
  `of two servers that do not see each other for ${APART_MS / 1_000} s only one takes orders, and ${SCREENS} screens agree when they do again`,
  async (test) => {
    const database = await TestedDatabase.start(['max_connections=140'])
    closers.push(() => database.stop())
    const url = await database.empty()
    const direct = new URL(url)
    const line = await CuttingProxy.to({ host: direct.hostname, port: Number(direct.port) })
    closers.push(() => line.close())
    const byLine = new URL(url)
    byLine.port = String(line.port)
    const balancer = await Balancer.open('127.0.0.1', 0)
    closers.push(() => balancer.close())
    const settings = { MEMBER_ADDRESS: '127.0.0.1:0', HUB: 'simulated', LOG_LEVEL: 'fatal' }
    const cut = await begin({ ...settings, DATABASE_URL: byLine.href }, balancer)
    const other = await begin({ ...settings, DATABASE_URL: url, DATA_DIR: cut.dataDir }, balancer)
    const door = `http://127.0.0.1:${balancer.port}`
    const [token, reader] = [await cut.mint('feed'), await cut.reader()]
    other.shareReader(reader)
    const chief = await signIn(cut.url, 'commander')
    const incident = await lead(chief)
    const screens = Array.from({ length: SCREENS }, () => new DrilledScreen(door, reader, FIGURE))
    closers.push(() => screens.forEach((screen) => void screen.close()))
    const writers = new Writers({ url: door, token, ...FIGURE }, 2)
    closers.push(() => writers.stop())
    const areFollowing = () => screens.every((screen) => screen.isFollowing)
    await until(areFollowing)
    for (const screen of screens) screen.measure()

    const termBefore = await termOf()
    line.hold()
    const heldAt = performance.now()
    await until(async () => (await termOf()) > termBefore)
    const takenOver = performance.now() - heldAt
    const figures = writers.acknowledged.length
    await expect(issue(chief, incident, 1)).rejects.toThrow('record/unavailable')
    chief.url = other.url
    await issue(chief, incident, 2)
    await until(() => writers.acknowledged.length > figures)
    await pause(Math.max(0, APART_MS - (performance.now() - heldAt)))
    await until(areFollowing)
    line.release()
    const releasedAt = performance.now()
    await until(() => writers.acknowledged.length > figures + 3)
    await until(areFollowing)
    await writers.stop()
    const revisions = async () => Promise.all([cut, other].map(async (server) => revisionOf(server)))
    await until(async () => new Set(await revisions()).size === 1)
    const agreed = performance.now() - releasedAt

    const { orders } = await chief.read<{ orders: readonly { readonly state: { readonly title: string } }[] }>(
      `/api/orders?incident=${incident}`,
    )
    const kept = new Set((await database.ask(url, 'select numerator from guanlan.observation')).map(({ numerator }) => numerator))
    const gaps = screens.reduce((sum, screen) => sum + screen.gaps, 0)
    const moved = screens.reduce((sum, { losses }) => sum + losses.length, 0)
    seen(
      test,
      `another led after ${(takenOver / 1_000).toFixed(2)} s; both showed the same ${(agreed / 1_000).toFixed(2)} s after the line was whole`,
    )
    seen(
      test,
      `screens changed their server ${moved} times and met ${gaps} gaps; ${writers.acknowledged.length} figures acknowledged`,
    )
    expect(orders.map(({ state }) => state.title)).toEqual(['令 2'])
    expect(writers.acknowledged.filter(({ value }) => !kept.has(value))).toEqual([])
    expect(gaps).toBe(0)
    expect(await termOf()).toBe(termBefore + 1)

    async function termOf(): Promise<number> {
      const [row] = await database.ask(url, 'select term::int as term from guanlan.leader')
      return row?.term as number
    }
  },
  300_000 + APART_MS,
)

async function begin(env: NodeJS.ProcessEnv, balancer: Balancer): Promise<ServerProcess> {
  const server = await ServerProcess.prepare(env)
  closers.push(() => server.remove())
  await server.start()
  balancer.add(Number(new URL(server.url).port))
  return server
}

async function revisionOf(server: ServerProcess): Promise<number> {
  const answer = await server.read('/api/series/latest?metric=hotline.calls&area=rm-a')
  return ((await answer.json()) as { revision: number }).revision
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50)
}
