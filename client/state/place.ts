import { createStore, type StoreApi } from 'zustand/vanilla'

/** Where a screen is: the scene it shows, the area it is drilled to, and what a person has picked there. */
export interface Place {
  readonly scene: string
  readonly area: string
  /** Area code picked by press, kept until another is picked or the screen moves on. */
  readonly selected: string | undefined
  /** What people do here instead of looking at the scene: `incidents`, or `incidents/<id>`. Undefined: they look. */
  readonly work: string | undefined
  /** Area code under the pointer; a list and the map beside it light up together. */
  readonly hovered: string | undefined
}

export interface PlaceStore extends StoreApi<Place> {
  /** Drills to an area. Opening the one already open changes nothing. */
  open(area: string): void
  /** Shows a scene; whatever work covered it is put aside. */
  show(scene: string): void
  begin(work: string): void
  select(area: string | undefined): void
  hover(area: string | undefined): void
}

export function createPlaceStore(start: Pick<Place, 'scene' | 'area'> & Partial<Pick<Place, 'selected' | 'work'>>): PlaceStore {
  const store = createStore<Place>(() => ({
    scene: start.scene,
    area: start.area,
    selected: start.selected,
    work: start.work,
    hovered: undefined,
  }))
  const change = (part: Partial<Place>) => {
    const state = store.getState()
    const differs = Object.entries(part).some(([key, value]) => state[key as keyof Place] !== value)
    if (differs) store.setState(part)
  }
  return {
    ...store,
    open: (area) => {
      if (area !== store.getState().area) change({ area, selected: undefined, hovered: undefined })
    },
    show: (scene) => change({ scene, work: undefined }),
    begin: (work) => change({ work }),
    select: (selected) => change({ selected }),
    hover: (hovered) => change({ hovered }),
  }
}
