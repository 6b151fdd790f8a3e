import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Matter } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { Point } from '#contract/point.ts'
import { issue, lead, type SignedIn } from '../../orders/testing/signed-in.ts'
import { SERVER_FLAGS } from '../../server-flags.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import type { HeldMemory, Watched } from './memory-watch.ts'
import { freePort, heapFlags, ProcessHeap } from './process-heap.ts'
import { AREAS, METRICS } from './tested-process.ts'

/** A drill of the city of the tests: in one, the time of a server is moved from outside. */
const DRILL = 'warehouse-fire'

/** Before something that was not taken is said again, and for how long it is, ms. */
const RETRY_MS = 20
const PATIENCE_MS = 60_000

/** Somebody who keeps the command renews it, and is signed in anew before a session ends, this often, ms of the city. */
const SIGN_IN_EVERY_MS = 4 * 3_600_000

/** What is kept at hand up to a bound is full from this part of it on: a fifth is forgotten whenever it is reached. */
const FULL = 0.75

/**
 * A server of its own process whose time passes as fast as it can follow, with a source that says everything until it is taken and
 * a commander whose orders are pressed until they are acknowledged.
 */
export class DrivenCity implements Watched {
  readonly server: ServerProcess
  readonly #heapPort: number
  #heap: ProcessHeap | undefined
  #at: number
  #token = ''
  #chief: SignedIn | undefined
  #signedInAt = 0
  #incident = ''
  #renewals = 0
  /** Rows the door acknowledged. */
  rows = 0
  /** Title and id of each order that was acknowledged. */
  readonly orders = new Map<string, string>()

  private constructor(server: ServerProcess, heapPort: number, at: number) {
    this.server = server
    this.#heapPort = heapPort
    this.#at = at
  }

  static async begin(at: number): Promise<DrivenCity> {
    const heapPort = await freePort()
    const flags = [...SERVER_FLAGS, ...heapFlags(heapPort)]
    const server = await ServerProcess.prepare({ DRILL, LOG_LEVEL: 'fatal', HUB: 'simulated' }, flags)
    const city = new DrivenCity(server, heapPort, at)
    await city.start()
    city.#token = await server.mint('feed')
    city.#incident = await lead(await city.#commander())
    return city
  }

  /** The time there, epoch ms. */
  get now(): number {
    return this.#at
  }

  async start(): Promise<void> {
    await this.server.start({ DRILL_AT: String(this.#at) })
    this.#heap?.close()
    this.#heap = await ProcessHeap.open(this.#heapPort)
  }

  /** Lets time pass there, says what was observed meanwhile, and then does what is due. */
  async pass(at: number, rows: readonly object[]): Promise<void> {
    this.#at = at
    await this.server.moveTo(at)
    await this.say(rows)
    await this.server.tickAt(at)
  }

  /** Says rows until they are taken. */
  async say(rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return
    await untilDone(() => this.server.post(this.#token, rows))
    this.rows += rows.length
  }

  /** Issues an order, with the same command until it is acknowledged; the commander keeps the command by it. */
  async order(): Promise<void> {
    const number = this.orders.size
    const id = await untilDone(async () => {
      const chief = await this.#commander()
      const renewal = { commandId: `renew-command-${this.#renewals++}`, term: 1 }
      await chief.post(`/api/incidents/${this.#incident}/command/renew`, renewal)
      return issue(chief, this.#incident, number)
    })
    this.orders.set(`令 ${number}`, id)
  }

  /** Every order of the incident, as the record has it. */
  async keptOrders(): Promise<readonly Matter<OrderState>[]> {
    const chief = await this.#commander()
    const all: Matter<OrderState>[] = []
    for (let after = ''; ; ) {
      const query = new URLSearchParams({ incident: this.#incident, limit: '500', ...(after && { after }) })
      const page = await chief.read<{ orders: Matter<OrderState>[]; next?: string }>(`/api/orders?${query}`)
      all.push(...page.orders)
      if (page.next === undefined) return all
      after = page.next
    }
  }

  async killServer(): Promise<void> {
    await this.server.kill()
    await this.start()
  }

  /** Ends the database below a server that goes on. */
  async killDatabase(): Promise<void> {
    const file = join(this.server.dataDir, 'postgres', 'postmaster.pid')
    process.kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGKILL')
    await untilDone(async () => {
      await this.server.tickAt(this.#at)
      const { ok, status } = await fetch(`${this.server.url}/readyz`)
      if (!ok) throw new Error(`it is not ready: ${status}`)
    })
  }

  /** Lets the server stand still for a while, in ms of this world. */
  async freeze(ms: number): Promise<void> {
    process.kill(this.server.pid, 'SIGSTOP')
    await pause(ms)
    process.kill(this.server.pid, 'SIGCONT')
  }

  /** Every figure as it stands now. */
  async latest(): Promise<{ readonly revision: number; readonly points: readonly Point[] }> {
    const query = new URLSearchParams()
    for (const metric of METRICS) query.append('metric', metric)
    for (const area of AREAS) query.append('area', area)
    return this.#read(`/api/series/latest?${query}`)
  }

  /** Every window of a figure in [from, to), oldest first. */
  async history(metric: string, area: string, from: number, to: number): Promise<readonly Point[]> {
    const times = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
    const { points } = await this.#read<{ points: readonly Point[] }>(
      `/api/series/history?${new URLSearchParams({ metric, area, ...times })}`,
    )
    return points
  }

  /** What the server process holds once its garbage is collected; only Linux says all of it. */
  async memory(): Promise<HeldMemory> {
    const heap = await this.#looked().held()
    const status = await readFile(`/proc/${this.server.pid}/status`, 'utf8')
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024
    const measured = await (await fetch(`${this.server.url}/metrics`)).text()
    const shares = [...measured.matchAll(/^guanlan_hub_kept_ratio\{.*\} (\S+)$/gm)].map(([, share]) => Number(share))
    const isFull = shares.length > 0 && shares.every((share) => share >= FULL)
    return { at: this.#at, heap, resident: bytes('VmRSS'), peak: bytes('VmHWM'), isFull }
  }

  /** Bytes alive of what the server process asked for since its start, by who asked. */
  async sites(): Promise<ReadonlyMap<string, number>> {
    return this.#looked().sites()
  }

  #looked(): ProcessHeap {
    if (!this.#heap) throw new Error('the server was not started')
    return this.#heap
  }

  async remove(): Promise<void> {
    this.#heap?.close()
    await this.server.remove()
  }

  async #commander(): Promise<SignedIn> {
    const { server } = this
    if (!this.#chief || this.#at - this.#signedInAt > SIGN_IN_EVERY_MS) {
      const player = { id: 'chief', shown: '指挥长', role: 'commander', area: 'rm', domains: 'all' } as const
      const cookie = `guanlan-drill-session=${await server.enrol(player)}`
      const headers = () => ({ 'content-type': 'application/json', origin: server.url, cookie })
      this.#chief = {
        ...{ url: server.url, cookie },
        post: (path, body) => fetch(server.url + path, { method: 'POST', headers: headers(), body: JSON.stringify(body) }),
        read: async <Answer>(path: string) => (await (await fetch(server.url + path, { headers: headers() })).json()) as Answer,
      }
      this.#signedInAt = this.#at
    }
    return this.#chief
  }

  async #read<Answer>(path: string): Promise<Answer> {
    const answer = await this.server.read(path)
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`)
    return (await answer.json()) as Answer
  }
}

/** Tries until it succeeds. Throws the last fault when that takes too long. */
async function untilDone<Outcome>(attempt: () => Promise<Outcome>): Promise<Outcome> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await attempt()
    } catch (fault) {
      if (performance.now() > until) throw fault
      await pause(RETRY_MS)
    }
  }
}
