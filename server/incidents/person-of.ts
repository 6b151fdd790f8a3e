import type { Person } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'

/** Who did something, as it stands in the state. */
export function personOf({ id, name }: MatterActor): Person {
  return { id, name }
}
