import type { AreaTree } from '#contract/catalogue.ts'
import type { Names } from '#contract/names.ts'
import type { PastMatter } from '../matters/matter-store.ts'

/** Everything the record knew of an incident at a revision: all events up to it, of the incident and of what belongs to it. */
export interface IncidentRecord {
  readonly revision: number
  /** When that revision was told, epoch ms. */
  readonly at: number
  readonly incident: PastMatter
  readonly orders: readonly PastMatter[]
  readonly decisions: readonly PastMatter[]
  /** All warnings that may have been in force meanwhile, anywhere in the city. */
  readonly warnings: readonly PastMatter[]
}

/** What a report calls the places and departments of the city. */
export interface ReviewCity {
  readonly tree: AreaTree
  department(id: string): Names | undefined
}
