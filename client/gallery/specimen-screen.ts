import { createStore } from 'zustand/vanilla'
import type { Alarm } from '#contract/alarm.ts'
import type { Notice } from '#contract/live.ts'
import type { Matter } from '#contract/matter.ts'
import type { UiLanguage } from '../i18n/translate.ts'
import type { CityView } from '../state/city-view.ts'
import type { Clock } from '../state/clock.ts'
import { createCommands } from '../state/commands.ts'
import type { Connection } from '../state/connection-state.ts'
import type { DisplayProfile } from '../state/display-profile.ts'
import { createHistoryStore } from '../state/history.ts'
import { createMattersStore } from '../state/matters.ts'
import { createPaintAges } from '../state/paint-ages.ts'
import { createPlaceStore } from '../state/place.ts'
import { createPointsStore } from '../state/points.ts'
import type { Screen } from '../state/screen.ts'
import { createSettingsStore } from '../state/settings.ts'
import type { FixtureRecord } from './fixture/record.ts'
import { specimenTracks } from './specimen-tracks.ts'

export interface SpecimenScreen {
  readonly city: CityView
  readonly record: FixtureRecord
  readonly alarms: readonly Alarm[]
  /** What is kept of incidents and orders, by the name of the watch. */
  readonly command: Readonly<Record<string, readonly Matter[]>>
  readonly now: number
  readonly area: string
  readonly language: UiLanguage
  readonly profile: DisplayProfile
  /** The line is down since this moment, epoch ms. */
  readonly lostAt: number | undefined
  /** Whatever the panel reads throws: it must fail in place, and alone. */
  readonly isBroken: boolean
}

/** Why a broken panel fails. */
export const BROKEN = 'broken on purpose, to see how a panel fails'

/** A screen of its own for one panel: real stores, filled once, and a clock that stands still. */
export function specimenScreen(given: SpecimenScreen): Screen {
  const { city, record, alarms, command, now, area, language, profile, lostAt, isBroken } = given
  const points = createPointsStore()
  points.apply(record.points)
  const matters = createMattersStore(command)
  matters.follow({ kind: 'alarm' }, () => undefined)
  matters.begin({ watch: 'alarm', epoch: 'gallery', revision: 1, at: now, matters: alarms })
  const clock: Clock = { now: () => now, learn: () => {}, every: () => () => {} }
  return {
    city,
    points: isBroken ? { ...points, get: fail } : points,
    clock: isBroken ? { ...clock, now: fail } : clock,
    history: createHistoryStore({
      read: async (request) => record.past(request),
      metric: city.metric,
      after: () => () => {},
    }),
    matters,
    tracks: specimenTracks(now),
    commands: createCommands({
      post: () => Promise.reject(new Error('nobody commands in the gallery')),
      newId: () => 'specimen',
      device: 'gallery',
      now: () => now,
    }),
    place: createPlaceStore({ scene: '', area }),
    connection: createStore<Connection>(() =>
      lostAt === undefined ? { kind: 'live', epoch: 'gallery' } : { kind: 'lost', sinceAt: lostAt },
    ),
    settings: createSettingsStore({ displayClass: profile.displayClass, language, theme: profile.theme, wall: undefined }),
    profile: createStore<DisplayProfile>(() => profile),
    ages: createPaintAges(),
    notice: createStore<Notice | undefined>(() => undefined),
  }
}

function fail(): never {
  throw new Error(BROKEN)
}
