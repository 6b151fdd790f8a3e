import type { StoreApi } from 'zustand/vanilla'
import type { CityView } from '../state/city-view.ts'
import type { PlaceStore } from '../state/place.ts'
import type { Settings } from '../state/settings.ts'
import { readAddress, writeAddress } from './address.ts'

/** The scene a screen opens with. */
export function homeScene(city: CityView): string {
  return city.scene(city.catalogue.city.home)?.id ?? city.scenes[0]?.id ?? ''
}

/** The scene and area an address means in this city; what it does not know becomes home and the whole city. */
export function placeInAddress(city: CityView): {
  scene: string
  area: string
  selected: string | undefined
  work: string | undefined
} {
  const { scene, area, selected, work } = readAddress(location)
  return {
    scene: scene && city.scene(scene) ? scene : homeScene(city),
    area: area && city.area(area) ? area : city.tree.root.code,
    selected: selected && city.area(selected) ? selected : undefined,
    work,
  }
}

/**
 * Keeps the address true to the screen, so that a reload, a link sent to somebody or the back key loses nothing. A move to
 * another scene or area is a step back can undo; a choice or a setting is not. Returns the undo.
 */
export function bindAddressBar(city: CityView, place: PlaceStore, settings: StoreApi<Settings>): () => void {
  const spell = () => {
    const { scene, area, selected, work } = place.getState()
    const { displayClass, language, theme, wall } = settings.getState()
    const { moment, speed, known } = readAddress(location)
    return writeAddress({
      ...{ moment, speed, known },
      displayClass,
      scene: scene === homeScene(city) ? undefined : scene,
      area: area === city.tree.root.code ? undefined : area,
      selected,
      work,
      language: language === 'zh' ? undefined : language,
      theme,
      wall,
    })
  }
  const goBack = () => {
    const { displayClass } = readAddress(location)
    if (displayClass && displayClass !== settings.getState().displayClass) settings.setState({ displayClass })
    place.setState({ ...placeInAddress(city), hovered: undefined })
  }
  const stopPlace = place.subscribe((now, before) => {
    const next = spell()
    if (next === location.pathname + location.search) return
    if (now.scene !== before.scene || now.area !== before.area || now.work !== before.work) history.pushState(null, '', next)
    else history.replaceState(null, '', next)
  })
  const stopSettings = settings.subscribe(() => history.replaceState(null, '', spell()))
  addEventListener('popstate', goBack)
  history.replaceState(null, '', spell())
  return () => {
    stopPlace()
    stopSettings()
    removeEventListener('popstate', goBack)
  }
}
