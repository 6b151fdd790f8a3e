import type { Matter, MatterEvent, MatterKind, Reach } from '#contract/matter.ts'

/** What the outside of a matter is, by its state: whether it is still dealt with, and whom it concerns. */
export interface Standing {
  readonly isOpen: boolean
  readonly reach: Reach
}

/**
 * The life of one kind of matter: how an event changes its state, and what the state means to others. Pure. The same code
 * makes the state that is live and the state of any past moment.
 */
export interface Life<Kind extends MatterKind = MatterKind, State = unknown, Event extends MatterEvent = MatterEvent> {
  readonly kind: Kind
  /** The state after an event; undefined is the state before the first. Events come from the record alone, in order. */
  evolve(state: State | undefined, event: Event, id: string): State
  standing(state: State): Standing
  /** The state as rooms see it, where nobody knows who looks: nothing personal. */
  inRoom(state: State): State
}

/** A life whose state and events only itself knows; what keeps matters handles them unopened. */
// biome-ignore lint/suspicious/noExplicitAny: a life is only ever handed its own states and events back.
export type AnyLife = Life<MatterKind, any, any>

/** Folds the events of one matter, oldest first. `events` must not be empty. */
export function foldMatter<Kind extends MatterKind, State, Event extends MatterEvent>(
  life: Life<Kind, State, Event>,
  id: string,
  events: readonly { readonly version: number; readonly revision: number; readonly event: Event }[],
): Matter<State, Kind> {
  let state: State | undefined
  for (const { event } of events) state = life.evolve(state, event, id)
  const [first, last] = [events[0], events.at(-1)]
  if (state === undefined || !first || !last) throw new Error(`the ${life.kind} ${id} has no events`)
  return {
    ...{ kind: life.kind, id, version: last.version, revision: last.revision },
    ...{ openedAt: first.event.at, changedAt: last.event.at, ...life.standing(state), state },
  }
}
