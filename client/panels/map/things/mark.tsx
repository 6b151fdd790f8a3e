import type { EntityKind } from '#contract/entity-kind.ts'
import { MARK_BOX, MARK_PATHS } from '../../../viz/map/entity-marks.ts'
import type { MovingState } from '../../../viz/map/moving-drawing.ts'

/** The mark of a kind beside its name, as it stands on the map. */
export function Mark({ kind, state = 'live' }: { kind: Pick<EntityKind, 'mark' | 'moves'>; state?: MovingState }) {
  return (
    <svg
      className={`thing-mark is-${state}${kind.moves ? '' : ' is-still'}`}
      viewBox={`-2 -2 ${MARK_BOX + 4} ${MARK_BOX + 4}`}
      aria-hidden="true"
    >
      <path d={MARK_PATHS[kind.mark]} fillRule="evenodd" />
    </svg>
  )
}
