import type { Action } from '#contract/access.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import type { IncidentEvent, IncidentState, Person } from '#contract/incident.ts'

type Without<Event> = Event extends { readonly type: infer Type; readonly body: infer Body }
  ? { readonly type: Type; readonly body: Body }
  : never

/** What a decision says is to happen; who did it and when is added where it is written down. */
export type Happening = Without<IncidentEvent>

/** What a decision about an incident may know. Nothing else: equal knowledge, equal decision. */
export interface Known {
  readonly id: string
  readonly state: IncidentState
  readonly now: number
  /** Who decides. */
  readonly who: Person
  readonly tables: CommandTables
  /** Somebody named in the command. Throws Refusal `command/person-unknown` for an account that is not there. */
  person(id: string): Somebody
}

/** A person by the directory, and what they may do in any of their remits. */
export interface Somebody extends Person {
  may(action: Action): boolean
}

/** Decides what a command comes to. Pure. Throws Refusal; an empty answer is never given. */
export type Decide<Input> = (known: Known, input: Input) => readonly Happening[]
