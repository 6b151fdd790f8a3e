import type { Matter, MatterEvent, MatterKind, RecordedEvent } from '#contract/matter.ts'
import type { Transaction } from '../record/database.ts'
import type { Life } from './life.ts'
import { matterName } from './matter-name.ts'
import { type MatterWrite, takeMatter, writeMatters } from './matter-store.ts'

/**
 * Where matters lie while one transaction deals with them: each is taken once, given events, and all are written down
 * together at the end, under one revision. To keep two transactions from waiting for each other, take an incident before its
 * orders, and several matters of a kind in the order of their ids.
 */
export class MatterDesk {
  readonly #tx: Transaction
  readonly #taken = new Map<string, Matter | undefined>()
  readonly #events = new Map<string, Omit<RecordedEvent, 'revision'>[]>()

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  /** The matter as it stands, with what this transaction gave it already; undefined when there is none of that id. */
  async take<Kind extends MatterKind, State, Event extends MatterEvent>(
    life: Life<Kind, State, Event>,
    id: string,
  ): Promise<Matter<State, Kind> | undefined> {
    const name = matterName({ kind: life.kind, id })
    if (!this.#taken.has(name)) this.#taken.set(name, await takeMatter(this.#tx, life.kind, id))
    return this.#taken.get(name) as Matter<State, Kind> | undefined
  }

  /** Says that a matter of this id, made up in this transaction, cannot be there yet: spares a look for it. */
  begin({ kind }: { readonly kind: MatterKind }, id: string): void {
    const name = matterName({ kind, id })
    if (!this.#taken.has(name)) this.#taken.set(name, undefined)
  }

  /** Gives a matter its next events, oldest first; the first events of all make it. Returns it as it then stands. */
  async append<Kind extends MatterKind, State, Event extends MatterEvent>(
    life: Life<Kind, State, Event>,
    id: string,
    events: readonly Event[],
  ): Promise<Matter<State, Kind>> {
    let matter = await this.take(life, id)
    const name = matterName({ kind: life.kind, id })
    const given = this.#events.get(name) ?? []
    for (const event of events) {
      const state = life.evolve(matter?.state, event, id)
      const version = (matter?.version ?? 0) + 1
      matter = {
        ...{ kind: life.kind, id, version, revision: matter?.revision ?? 0, openedAt: matter?.openedAt ?? event.at },
        ...{ changedAt: event.at, ...life.standing(state), state },
      }
      given.push({ version, event })
    }
    if (!matter) throw new Error(`no event was given to the ${life.kind} ${id}, which does not exist`)
    this.#taken.set(name, matter)
    this.#events.set(name, given)
    return matter
  }

  /** Writes everything down. Returns the revision, or undefined when nothing was given. Append nothing afterwards. */
  async close(at: number): Promise<number | undefined> {
    const writes: MatterWrite[] = []
    for (const [name, events] of this.#events) {
      const matter = this.#taken.get(name)
      if (matter && events.length > 0) writes.push({ matter, events })
    }
    return writes.length > 0 ? writeMatters(this.#tx, at, writes) : undefined
  }
}
