import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import type { Role } from '#contract/access.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { CommandAnswer } from '#contract/command.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import { access } from '../../access/access.ts'
import { guard } from '../../access/guard/guard.ts'
import { openWatch } from '../../access/guard/watch.ts'
import { NO_ADDRESSES } from '../../access/hardening/addresses/address-list.ts'
import {
  Browser,
  codeOf,
  openTestedAccess,
  type StandingClock,
  TESTED_CITY,
  type TestedAccess,
} from '../../access/identity/testing/tested-access.ts'
import { files } from '../../files/files.ts'
import { incidents } from '../../incidents/incidents.ts'
import { lookAtIncidents } from '../../incidents/look-at-incidents.ts'
import { TESTED_TABLES } from '../../incidents/testing/tested-tables.ts'
import { type MatterBook, openMatterBook } from '../../matters/matter-book.ts'
import { matters } from '../../matters/matters.ts'
import { problems } from '../../problem.ts'
import type { Database } from '../../record/database.ts'
import { LIVES } from '../../run/lives.ts'
import { addressBook } from '../addressee.ts'
import { lookAtOrders } from '../look-at-orders.ts'
import { type OrdersParts, orders } from '../orders.ts'

const CITY = {
  ...TESTED_CITY,
  city: { ...TESTED_CITY.city, departments: [{ id: 'waterworks' }] },
  metrics: [{ department: 'waterworks', domain: 'water' }],
} as unknown as Catalogue

/** How much there is of what orders take parts of. */
const TESTED_STOCKS: Readonly<Record<string, number>> = { tents: 500, water: 1200 }

/** What a command came to: the answer, or the code and the sentence of its refusal. */
export interface Outcome extends Partial<CommandAnswer> {
  readonly code: string
  readonly status?: number
  readonly detail?: string
}

/** Somebody at a screen, in one role. */
export class Operator {
  readonly account: string
  readonly #browser: Browser
  readonly #device: string

  constructor(browser: Browser, account: string, device: string) {
    this.#browser = browser
    this.account = account
    this.#device = device
  }

  /** Presses a button; with `commandId`, presses it again. `code` is 200 where it was done. */
  async do(path: string, body: object, commandId: string = randomUUID()): Promise<Outcome> {
    const response = await this.#browser.post(path, { commandId, device: this.#device, ...body })
    return { ...response.json(), code: codeOf(response) }
  }

  /** As `do`, and sends it again under the same id while the record is too busy to answer, as every outbox does. */
  async insist(path: string, body: object, commandId: string = randomUUID()): Promise<Outcome> {
    for (;;) {
      const outcome = await this.do(path, body, commandId)
      if (outcome.code !== 'record/unavailable') return outcome
    }
  }

  /** Sends a photo or a voice note as it is. */
  sendFile(type: string, bytes: Buffer): Promise<LightMyRequestResponse> {
    return this.#browser.ask('POST', '/api/files', bytes, { 'content-type': type })
  }

  /** Looks at one. */
  file(id: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.#browser.ask('GET', `/api/files/${id}`, undefined, headers)
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await this.#browser.get(path)).json<Answer>()
  }

  /** The whole answer, for what is no JSON. */
  fetch(path: string): Promise<LightMyRequestResponse> {
    return this.#browser.get(path)
  }

  async incident(id: string): Promise<Matter<IncidentState>> {
    return this.get(`/api/matters/incident/${id}`)
  }

  async order(id: string): Promise<Matter<OrderState>> {
    return this.get(`/api/matters/order/${id}`)
  }

  async log(kind: 'incident' | 'order', id: string): Promise<readonly RecordedEvent[]> {
    return (await this.get<{ events: readonly RecordedEvent[] }>(`/api/matters/${kind}/${id}/events`)).events
  }
}

/** Incidents and orders served on a database of their own, with people of every role. */
export class TestedCommand {
  readonly database: Database
  readonly clock: StandingClock
  readonly app: FastifyInstance
  readonly book: MatterBook
  readonly #tested: TestedAccess
  readonly #closers: (() => Promise<void>)[]

  private constructor(tested: TestedAccess, app: FastifyInstance, book: MatterBook, closers: (() => Promise<void>)[]) {
    this.#tested = tested
    this.database = tested.database
    this.clock = tested.clock
    this.app = app
    this.book = book
    this.#closers = closers
  }

  /** `more` serves what stands on orders, on the same database. */
  static async open(url: string, more?: (app: FastifyInstance, parts: OrdersParts) => Promise<void>): Promise<TestedCommand> {
    const tested = await openTestedAccess(url, { isTrial: true })
    const onFault = (fault: unknown) => {
      throw fault
    }
    const { identity, endings } = tested.access
    const watch = openWatch({
      ...{ ...identity, endings, origins: [], adminNetworks: NO_ADDRESSES, every: tested.clock.every },
      onFault,
    })
    const tree = areaTree(CITY.areas)
    const book = await openMatterBook({ database: tested.database, every: tested.clock.every, onFault })
    const app = Fastify()
    await app.register(problems)
    await app.register(guard, watch.requests)
    await app.register(access, tested.access)
    const parts = { ...identity, tree, tables: TESTED_TABLES, timeZone: 'Asia/Shanghai' }
    await app.register(files, { ...identity, tree })
    await app.register(incidents, parts)
    const ordering = { ...parts, book: addressBook(CITY, tree), lives: LIVES, stockOf: (id: string) => TESTED_STOCKS[id] }
    await app.register(orders, ordering)
    await more?.(app, ordering)
    await app.register(matters, { database: tested.database, lives: LIVES, tree })
    const closers = [() => app.close(), () => watch.close(), () => book.close(), () => tested.close()]
    return new TestedCommand(tested, app, book, closers)
  }

  async operator(role: Role, device = `${role} screen`): Promise<Operator> {
    const browser = new Browser(this.app, '10.0.0.1')
    const me = await browser.try(role)
    return new Operator(browser, me.kind === 'person' ? me.id : '', device)
  }

  /** So many minutes later, with everything that time alone makes happen. */
  async later(minutes: number): Promise<void> {
    this.clock.at += minutes * 60_000
    await this.look()
  }

  /** The look that a running server takes every second. */
  async look(): Promise<void> {
    await this.book.refresh()
    const parts = { database: this.#tested.database, book: this.book, now: this.clock.now }
    await Promise.all([lookAtIncidents(parts, { tables: TESTED_TABLES }), lookAtOrders(parts)])
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close()
  }
}
