import type { Scene } from '#contract/scene.ts'
import type { AlarmsModel } from '../panels/alarms/model.ts'
import type { CityView } from '../state/city-view.ts'

/** How many alarms belong to the chapter a scene opens; 0 for a scene of no chapter. */
export function sceneAlarms(scene: Scene, { alarms }: AlarmsModel, city: CityView): number {
  if (scene.chapter === undefined) return 0
  return alarms.filter(({ state }) => state.domain !== undefined && city.domain(state.domain)?.chapter === scene.chapter).length
}
