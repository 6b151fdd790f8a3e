import type { FastifyInstance } from 'fastify'
import type { Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { DecisionMatter, EvidenceCheck } from '#contract/decision.ts'
import { TESTED_CITY } from '../../access/identity/testing/tested-access.ts'
import { cityModel } from '../../hub/city-model.ts'
import { buildHub } from '../../hub/hub.ts'
import type { Hub } from '../../hub/hub-port.ts'
import { catalogue, metric } from '../../hub/testing/small-city.ts'
import type { OrdersParts } from '../../orders/orders.ts'
import { type Operator, TestedCommand } from '../../orders/testing/tested-command.ts'
import { memoryStore } from '../../record/memory-store.ts'
import { decisions } from '../decisions.ts'
import { lookAtDecisions } from '../look-at-decisions.ts'

const METRICS = [
  metric('flood.depth', {
    level: 'town',
    kind: 'gauge',
    rollUp: { area: 'max', time: 'last' },
    audiences: ['public', 'government'],
  }),
  metric('shelter.free', { level: 'town', audiences: ['government'] }),
  metric('police.force', { level: 'town', audiences: ['government'], sensitivity: 'sensitive' }),
]

/** Decisions about a city with figures of its own, served beside incidents and orders. */
export class TestedDecisions {
  readonly command: TestedCommand
  readonly hub: Hub
  readonly #clock: { now(): number }

  private constructor(command: TestedCommand, hub: Hub, clock: { now(): number }) {
    this.command = command
    this.hub = hub
    this.#clock = clock
  }

  /** `more` serves what stands on decisions, on the same database. */
  static async open(url: string, more?: (app: FastifyInstance, parts: OrdersParts) => Promise<void>): Promise<TestedDecisions> {
    const clock = { now: () => 0 }
    const model = cityModel(catalogue(METRICS, (TESTED_CITY as Catalogue).areas))
    const hub = await buildHub({ model, store: memoryStore(), clock: () => clock.now() })
    const command = await TestedCommand.open(url, async (app, parts) => {
      await app.register(decisions, { ...parts, hub, modelOf: () => model })
      await more?.(app, parts)
    })
    clock.now = command.clock.now
    return new TestedDecisions(command, hub, clock)
  }

  operator(role: Role): Promise<Operator> {
    return this.command.operator(role)
  }

  /** The town says a figure of the minute that is running. */
  async observe(metricId: string, value: number, at = this.#clock.now()): Promise<void> {
    const rows = [{ metric: metricId, area: 'town', time: new Date(at).toISOString(), value }]
    await this.hub.ingest({ source: { id: 1, name: 'waterworks' }, receivedAt: this.#clock.now(), rows, firstIndex: 0 })
    await this.hub.idle()
    await this.hub.tick()
  }

  /** So many minutes later, with everything that time alone makes happen. */
  async later(minutes: number): Promise<void> {
    await this.command.later(minutes)
    await this.hub.tick()
    await this.look()
  }

  async look(): Promise<void> {
    const { book, database, clock } = this.command
    await book.refresh()
    await lookAtDecisions({ database, book, hub: this.hub, now: clock.now })
    await book.refresh()
  }

  decision(operator: Operator, id: string): Promise<DecisionMatter> {
    return operator.get(`/api/matters/decision/${id}`)
  }

  evidence(operator: Operator, id: string): Promise<EvidenceCheck> {
    return operator.get(`/api/decisions/${id}/evidence`)
  }

  async close(): Promise<void> {
    await this.command.close()
    await this.hub.stop()
  }
}
