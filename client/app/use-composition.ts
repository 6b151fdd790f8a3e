import { useMemo } from 'react'
import { chooseLayout, type Layout, type Scene } from '#contract/scene.ts'
import { useCity, usePlace, useProfile } from '../state/hooks.ts'
import type { IncidentMatter } from '../state/incidents.ts'
import { useAnswered } from '../state/use-answered.ts'

/** How a scene is composed here and now. */
export interface Composition {
  readonly scene: Scene | undefined
  readonly layout: Layout | undefined
  /** Incidents answered in the area on screen, the gravest first. */
  readonly answered: readonly IncidentMatter[]
}

/** The scene the screen is at, or another one, in the layout for its size and for what is answered in its area. */
export function useComposition(of?: string): Composition {
  const { scene: asked, area } = usePlace()
  const { displayClass, width, height } = useProfile()
  const city = useCity()
  const answered = useAnswered(area)
  const scene = city.scene(of ?? asked)
  const level = answered[0]?.state.levels.response?.level
  const layout = useMemo(
    () => (scene ? chooseLayout(scene.layouts[displayClass], width, height, level) : undefined),
    [scene, displayClass, width, height, level],
  )
  return { scene, layout, answered }
}
