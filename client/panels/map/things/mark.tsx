import type { EntityMark } from '#contract/entity-kind.ts'
import { MARK_BOX, MARK_PATHS } from '../../../viz/map/entity-marks.ts'
import type { MovingState } from '../../../viz/map/moving-drawing.ts'

/** The mark of a kind beside its name, as it stands on the map. */
export function Mark({ mark, state = 'live' }: { mark: EntityMark; state?: MovingState }) {
  return (
    <svg className={`thing-mark is-${state}`} viewBox={`-2 -2 ${MARK_BOX + 4} ${MARK_BOX + 4}`} aria-hidden="true">
      <path d={MARK_PATHS[mark]} fillRule="evenodd" />
    </svg>
  )
}
