import type { Entity } from '#contract/entity.ts'

/** An entity as the server remembers it. Immutable: a report makes another. */
export interface KnownEntity {
  /** Its number in the record; 0 until the record has one for it. */
  readonly number: number
  /** Source that answers for it: the first that reported it. */
  readonly source: number
  /** Area as its source said it; undefined where it is found from the place. */
  readonly statedArea: string | undefined
  readonly entity: Entity
  /** Time of the report that said its place, or that it is not known, epoch ms. */
  readonly placedAt: number
  /** Time of the newest place in its track, epoch ms. */
  readonly trackedAt: number
}
