import type { EntityMark } from '#contract/entity-kind.ts'
import type { LngLat } from './project.ts'

/** How old the newest word of a thing is, as far as drawing goes: full, faded, or hollow and faint. */
export type MovingState = 'live' | 'late' | 'silent'

/** What moves on the map at one moment of the panel; where each is, is asked for in every frame. Immutable. */
export interface MovingDrawing {
  /** Indexes of the things to be drawn, from the back to the front. */
  readonly shown: Uint32Array
  /** In the order of `shown`. */
  readonly marks: readonly EntityMark[]
  readonly states: readonly MovingState[]
  /** True for what stands still: smaller and quieter than what moves. */
  readonly stills: readonly boolean[]
  /** The thing a person chose, ringed; undefined when none is, or it is not shown. */
  readonly chosen: number | undefined
  /** Where a thing is drawn at `now`, epoch ms of the server's clock. */
  place(index: number, now: number): LngLat
  now(): number
  /** Told of what each drawing of moving things costs the page, in ms of its main thread. */
  onDrawn(ms: number): void
}
