import { useMemo } from 'react'
import type { PanelOf } from '#contract/scene.ts'
import { useCity } from '../../state/hooks.ts'
import { useAnswered } from '../../state/use-answered.ts'
import type { LngLat } from '../../viz/map/project.ts'
import { closeShape } from '../../viz/situation/close-shape.ts'
import type { SituationDrawing } from '../../viz/situation/situation-drawing.tsx'
import { drawingsOf } from './incident-drawings.ts'

/** A map that comes close to an incident still shows this much of the ground each way, in degrees: some nine kilometres. */
const CLOSE_DEGREES = 0.085

/** What a map that comes close to an incident looks at. */
export interface CloseUp {
  /** Another one is flown to. */
  readonly subject: string
  /** The town it is in, or the area it is known by. */
  readonly area: string
  /** What must be seen; undefined where only the area is known. */
  readonly shape: readonly LngLat[] | undefined
  readonly drawn: readonly SituationDrawing[]
}

/** The incident answered in `area` that a map panel comes close to; undefined while there is none, and where it does not ask for it. */
export function useCloseUp({ closeTo }: Pick<PanelOf<'map'>, 'closeTo'>, area: string): CloseUp | undefined {
  const [incident] = useAnswered(area)
  const { tree } = useCity()
  return useMemo(() => {
    if (closeTo === undefined || incident === undefined) return undefined
    const { place, marks } = incident.state
    const drawn = drawingsOf(marks)
    const places = [...(place.at ? [place.at as unknown as LngLat] : []), ...drawn.flatMap(({ shape }) => shape.points)]
    return {
      subject: incident.id,
      area: tree.path(place.area).find(({ level }) => level !== 'community')?.code ?? place.area,
      shape: places.length > 0 ? closeShape(places, CLOSE_DEGREES) : undefined,
      drawn,
    }
  }, [closeTo, incident, tree])
}
