import type { AreaTree, Catalogue } from '#contract/catalogue.ts'
import type { Drill, DrillPlayer } from '#contract/drill.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter, MatterKind } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { Feed, Told } from './feed.ts'
import type { LiveScreen } from './live-screen.ts'
import type { Person } from './person.ts'
import type { ShadowCity } from './shadow-city.ts'

export type Incident = Matter<IncidentState, 'incident'>
export type Order = Matter<OrderState, 'order'>

/** What happened in a drill that no record of the city holds: how long a screen was dark, what a query found. */
export interface Notes {
  /** By mark, when it was drawn by the clock of this machine, ms. */
  readonly drawnMs: Map<string, number>
  lookUp?: { readonly ids: readonly string[]; readonly ms: number }
  kill?: { readonly acknowledged: readonly string[]; readonly gapMs: number }
  second?: { readonly leads: boolean; readonly isCaughtUp: boolean; readonly isOnce: boolean }
  slow?: {
    readonly wasTold: boolean
    readonly endsOnNewest: boolean
    readonly othersBeforeMs: number
    readonly othersDuringMs: number
  }
  pad?: { readonly sent: readonly string[]; readonly answers: readonly string[]; readonly broken: number }
  offline?: { readonly queued: number; readonly answered: readonly string[] }
  /** Figures as they were before a feed began to say what cannot be. */
  readonly before: Map<string, number | null>
  readonly told: Told[]
  readonly firstAttributes: Map<string, number>
  frames: { checked: number; broken: string[]; untouched: Map<number, Set<number | null>> }
}

/** Everything a drill is played with. */
export interface Stage {
  readonly drill: Drill
  readonly city: ShadowCity
  readonly feed: Feed
  readonly catalogue: Catalogue
  readonly tree: AreaTree
  /** Epoch ms. */
  readonly startedAt: number
  readonly persons: ReadonlyMap<string, Person>
  /** Whoever watches the drill for the score: somebody who may see all of the city, and does nothing. */
  readonly umpire: Person
  /** An enrolled wall, and a desk. */
  readonly wall: LiveScreen
  readonly desk: LiveScreen
  readonly notes: Notes
  /** The incident the drill is about, once it is open. */
  incident?: string
  say(line: string): void
}

/** Seconds since the drill began. */
export function elapsed({ city, startedAt }: Pick<Stage, 'city' | 'startedAt'>): number {
  return (city.now() - startedAt) / 1000
}

export function personOf({ persons }: Pick<Stage, 'persons'>, player: string): Person {
  const person = persons.get(player)
  if (!person) throw new Error(`nobody plays ${player}`)
  return person
}

export function playerFor({ drill }: Pick<Stage, 'drill'>, player: string): DrillPlayer {
  const found = drill.players.find(({ id }) => id === player)
  if (!found) throw new Error(`the drill has no player ${player}`)
  return found
}

/** What a part of the drill goes on from is not there yet: whoever was to do it has not. */
export class NotThereYet extends Error {}

/** The incident of the drill as it stands. Throws NotThereYet where there is none. */
export async function theIncident(stage: Stage, person: Person = stage.umpire): Promise<Incident> {
  if (stage.incident === undefined) throw new NotThereYet('there is no incident yet')
  return person.get<Incident>(`/api/matters/incident/${stage.incident}`)
}

/** Every matter of a kind there is, newest first. */
export async function allMatters<State>(person: Person, kind: MatterKind): Promise<readonly Matter<State>[]> {
  const found: Matter<State>[] = []
  for (let after = ''; ; ) {
    const page: { readonly matters: readonly Matter<State>[]; readonly next?: string } = await person.get(
      `/api/matters/${kind}?limit=200${after}`,
    )
    found.push(...page.matters)
    if (page.next === undefined) return found
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

/** The orders of the incident of the drill, in the order of their numbers. */
export async function ordersOf(stage: Stage): Promise<readonly Order[]> {
  const orders = (await allMatters<OrderState>(stage.umpire, 'order')) as readonly Order[]
  return orders.filter(({ state }) => state.incident === stage.incident).toSorted((a, b) => (a.state.seq ?? 0) - (b.state.seq ?? 0))
}
