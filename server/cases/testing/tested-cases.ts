import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Role } from '#contract/access.ts'
import type { CaseMatter } from '#contract/case.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { windowCalendar } from '#contract/window.ts'
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
import { type MatterBook, openMatterBook } from '../../matters/matter-book.ts'
import { matters } from '../../matters/matters.ts'
import { problems } from '../../problem.ts'
import type { Database } from '../../record/database.ts'
import { LIVES } from '../../run/lives.ts'
import { type CaseCounter, caseCounter } from '../case-counter.ts'
import { caseParts } from '../case-verb.ts'
import { cases } from '../cases.ts'
import { lookAtCases } from '../look-at-cases.ts'
import { ticketDoor } from '../ticket-door.ts'
import { TESTED_CASE_TABLES } from './tested-tables.ts'

const CITY = {
  ...TESTED_CITY,
  city: { ...TESTED_CITY.city, timeZone: 'Asia/Shanghai', departments: [{ id: 'waterworks' }, { id: 'gridworks' }] },
  metrics: [
    { department: 'waterworks', domain: 'water' },
    { department: 'gridworks', domain: 'power' },
  ],
} as unknown as Catalogue

/** What a command came to: the answer, or the code of its refusal; 200 where it was done. */
export interface CaseOutcome {
  readonly code: string
  readonly id?: string
  readonly revision?: number
  readonly detail?: string
}

/** Somebody at a screen, in one role; signs in again when the session is over. */
export class CaseWorker {
  account = ''
  readonly #browser: Browser
  readonly #role: Role
  readonly #device: string

  constructor(browser: Browser, role: Role) {
    this.#browser = browser
    this.#role = role
    this.#device = `${role} screen`
  }

  async signIn(): Promise<this> {
    const me = await this.#browser.try(this.#role)
    this.account = me.kind === 'person' ? me.id : ''
    return this
  }

  /** Presses a button; with `commandId`, presses it again. */
  async do(path: string, body: object = {}, commandId: string = randomUUID()): Promise<CaseOutcome> {
    const response = await this.#browser.post(`/api/cases${path}`, { commandId, device: this.#device, ...body })
    return { ...response.json(), code: codeOf(response) }
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await this.#browser.get(path)).json<Answer>()
  }

  async case(id: string): Promise<CaseMatter> {
    return this.get(`/api/matters/case/${id}`)
  }

  async log(id: string): Promise<readonly RecordedEvent[]> {
    return (await this.get<{ events: readonly RecordedEvent[] }>(`/api/matters/case/${id}/events`)).events
  }
}

/** Cases served on a database of their own, with people of every role, and a hotline with a token. */
export class TestedCases {
  readonly database: Database
  readonly clock: StandingClock
  readonly app: FastifyInstance
  readonly book: MatterBook
  readonly counter: CaseCounter
  readonly #parts: ReturnType<typeof caseParts>
  readonly #workers: CaseWorker[] = []
  readonly #closers: (() => Promise<void> | void)[]

  private constructor(
    { database, clock }: Pick<TestedAccess, 'database' | 'clock'>,
    opened: Pick<TestedCases, 'app' | 'book' | 'counter'>,
    parts: ReturnType<typeof caseParts>,
    closers: (() => Promise<void> | void)[],
  ) {
    this.database = database
    this.clock = clock
    this.app = opened.app
    this.book = opened.book
    this.counter = opened.counter
    this.#parts = parts
    this.#closers = closers
  }

  static async open(url: string): Promise<TestedCases> {
    const tested = await openTestedAccess(url, { isTrial: true })
    const { database, clock } = tested
    const onFault = (fault: unknown) => {
      throw fault
    }
    const { identity, endings } = tested.access
    const watch = openWatch({ ...identity, endings, origins: [], adminNetworks: NO_ADDRESSES, every: clock.every, onFault })
    const tree = areaTree(CITY.areas)
    const book = await openMatterBook({ database, every: clock.every, onFault })
    const counter = caseCounter({ database, book, tree, clock })
    const calendar = windowCalendar('Asia/Shanghai')
    const parts = caseParts({ catalogue: CITY, tree, tables: TESTED_CASE_TABLES, calendar })
    const [source] = await database.query<{ id: number }>(
      `insert into guanlan.source (name, token_hash) values ('hotline', 'hash') returning id`,
    )
    const app = Fastify()
    await app.register(problems)
    await app.register(guard, watch.requests)
    await app.register(access, tested.access)
    await app.register(cases, { ...identity, ...parts })
    await app.register(matters, { database, lives: LIVES, tree })
    await app.register(ticketDoor, {
      ...{ ...identity, ...parts, findArea: () => 'town', onAnswer: () => undefined },
      findSource: async () => ({ id: source?.id ?? 0, name: 'hotline', isDisabled: false }) as never,
    })
    const closers = [() => app.close(), () => watch.close(), () => counter.close(), () => book.close(), () => tested.close()]
    return new TestedCases(tested, { app, book, counter }, parts, closers)
  }

  async worker(role: Role): Promise<CaseWorker> {
    const worker = await new CaseWorker(new Browser(this.app, '10.0.0.1'), role).signIn()
    this.#workers.push(worker)
    return worker
  }

  /** Tickets of the hotline, and what the door says of them. */
  async tell(rows: readonly object[], key?: string): Promise<Record<string, unknown>> {
    const response = await this.app.inject({
      ...{ method: 'POST', url: '/api/hub/cases', payload: JSON.stringify(rows) },
      headers: { authorization: 'Bearer gl_hotline', 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    })
    return response.json()
  }

  /** At a local time of 2026, with everything that time alone makes happen; everybody is at their desks again. */
  async at(local: string): Promise<void> {
    this.clock.at = Date.parse(`2026-${local}+08:00`)
    await lookAtCases({ database: this.database, now: this.clock.now }, this.#parts)
    for (const worker of this.#workers) await worker.signIn()
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close()
  }
}
