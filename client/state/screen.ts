import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Notice } from '#contract/live.ts'
import type { CityView } from './city-view.ts'
import type { Clock } from './clock.ts'
import type { Commands } from './commands.ts'
import type { Connection } from './connection-state.ts'
import type { DisplayProfile } from './display-profile.ts'
import type { HistoryStore } from './history.ts'
import type { MattersStore } from './matters.ts'
import type { PaintAges } from './paint-ages.ts'
import type { PlaceStore } from './place.ts'
import type { PointsStore } from './points.ts'
import type { Settings } from './settings.ts'
import type { TracksStore } from './tracks.ts'

/** Everything one screen remembers. Built once by the app, and by each test for itself. */
export interface Screen {
  readonly city: CityView
  readonly points: PointsStore
  readonly history: HistoryStore
  readonly matters: MattersStore
  readonly tracks: TracksStore
  readonly commands: Commands
  readonly place: PlaceStore
  readonly clock: Clock
  readonly connection: StoreApi<Connection>
  readonly settings: StoreApi<Settings>
  readonly profile: StoreApi<DisplayProfile>
  readonly ages: PaintAges
  /** What the server last said about this screen's reading; undefined when there is nothing to say. */
  readonly notice: StoreApi<Notice | undefined>
}

export const ScreenContext = createContext<Screen | undefined>(undefined)

/** The screen that is live, beneath one that shows a moment of the past. */
export const LiveScreenContext = createContext<Screen | undefined>(undefined)

/** The screen a component stands on. Throws when it stands on none. */
export function useScreen(): Screen {
  const screen = useContext(ScreenContext)
  if (!screen) throw new Error('a component that reads the city must stand inside a ScreenContext')
  return screen
}

/** The live screen, whatever moment is shown: for what goes on by itself, as sending what waits on this device. */
export function useLiveScreen(): Screen {
  const [live, screen] = [useContext(LiveScreenContext), useScreen()]
  return live ?? screen
}

/** True where a moment of the past is shown: nothing is done there, and nothing sounds. */
export function useIsPast(): boolean {
  const [live, screen] = [useContext(LiveScreenContext), useScreen()]
  return live !== undefined && live !== screen
}
