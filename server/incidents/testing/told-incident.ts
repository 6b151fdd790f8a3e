import type { IncidentState, Person } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import { consequences } from '../consequences.ts'
import type { Happening, Known, Somebody } from '../happening.ts'
import { incidentLife } from '../incident-life.ts'
import { type IncidentVerb, ITSELF, told } from '../incident-verb.ts'
import { TESTED_TABLES } from './tested-tables.ts'

export const START = Date.parse('2026-09-08T10:00:00+08:00')
export const MINUTE = 60_000

/** Anybody may be asked for; nobody is missing in tests that are not about it. */
const anybody = (id: string): Somebody => ({ id, name: id, may: () => true })

/** An incident without a database: commands are decided, what follows is appended, time is told. */
export class ToldIncident {
  state: IncidentState
  now = START
  readonly log: { readonly type: string; readonly by: string }[] = []

  constructor(what = 'a fire', area = 'town') {
    const link = { kind: 'hand', text: what, place: { area }, at: START } as const
    this.state = undefined as unknown as IncidentState
    this.append('duty', [
      {
        type: 'incident.opened',
        body: { number: '20260908-01', title: what, class: 'accident', phase: 'first-response', link },
      },
    ])
  }

  /** Does what somebody commands, or throws its Refusal. */
  do<Input>(who: string, verb: IncidentVerb<Input>, input: Input): readonly Happening[] {
    const happenings = verb.decide(this.known({ id: who, name: who }), input)
    this.append(who, happenings)
    return happenings
  }

  append(who: string, happenings: readonly Happening[]): void {
    this.#fold(happenings, { kind: 'person', id: who, name: who })
    this.#fold(consequences(this.state, TESTED_TABLES), ITSELF)
  }

  known(who: Person): Known {
    return { id: 'i1', state: this.state, now: this.now, who, tables: TESTED_TABLES, person: anybody }
  }

  #fold(happenings: readonly Happening[], actor: MatterActor): void {
    for (const event of told(happenings, actor, this.now)) {
      // As it comes back from the record: the order of fields is not kept there.
      this.state = turnedRound(incidentLife.evolve(this.state, event, 'i1'))
      this.log.push({ type: event.type, by: actor.id })
    }
  }
}

/** The same value with the fields of every object in the reverse order. */
function turnedRound<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(turnedRound) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turnedRound(field)]),
  ) as Value
}
