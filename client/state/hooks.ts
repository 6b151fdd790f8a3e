import { useCallback, useContext, useMemo, useRef, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Language, Names } from '#contract/names.ts'
import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import type { SeriesKey } from '#contract/series.ts'
import { type Format, formatOf } from '../i18n/format.ts'
import { namesIn, type Translate, type UiLanguage } from '../i18n/translate.ts'
import { useTranslator } from '../i18n/use-translator.ts'
import type { CityView } from './city-view.ts'
import type { Connection } from './connection-state.ts'
import type { DisplayProfile } from './display-profile.ts'
import type { History, HistoryRequest } from './history.ts'
import { keyOf, type PointsStore, unheardPoint } from './points.ts'
import { useScreen } from './screen.ts'
import { OUT_OF_SIGHT_EVERY_MS, SightContext, whileSeen } from './sight.ts'

function useStore<State>(store: StoreApi<State>): State {
  return useSyncExternalStore(store.subscribe, store.getState)
}

/** The catalogue of the city, looked up by id. */
export function useCity(): CityView {
  return useScreen().city
}

type Subscribe = (listener: () => void) => () => void

/** Subscribes for the part of the page a component stands in: what is out of sight is not drawn with every patch. */
function useWhileSeen(subscribe: Subscribe): Subscribe {
  const { clock } = useScreen()
  const sight = useContext(SightContext)
  return useMemo(
    () => whileSeen(sight, (settle) => clock.every(OUT_OF_SIGHT_EVERY_MS, settle), subscribe),
    [sight, clock, subscribe],
  )
}

/** The newest point of a series; an empty one that `isUnheard` before the server answered for it. Wakes only when it changes. */
export function usePoint(ref: ResolvedSeries): Point {
  const { points } = useScreen()
  const key = keyOf(ref)
  const { metric, area, step } = ref
  const empty = useMemo(() => unheardPoint({ metric, area, step }), [metric, area, step])
  const subscribe = useWhileSeen(useCallback((listener: () => void) => points.subscribe([key], listener), [points, key]))
  return useSyncExternalStore(subscribe, () => points.get(key) ?? empty)
}

/** The newest points of several series, in their order. The same array comes back until one of them changes. */
export function usePoints(refs: readonly ResolvedSeries[]): readonly Point[] {
  const { points } = useScreen()
  const spelled = useRef({ refs, names: '' })
  if (spelled.current.refs !== refs || spelled.current.names === '') spelled.current = { refs, names: refs.map(keyOf).join(' ') }
  const { names } = spelled.current
  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` spells every ref; callers make new arrays each time
  const { keys, empties } = useMemo(() => {
    const keys = names === '' ? [] : names.split(' ')
    return { keys, empties: refs.map(unheardPoint) }
  }, [names])
  const last = useRef<{
    readonly points: PointsStore
    readonly keys: readonly SeriesKey[]
    version: number
    list: readonly Point[]
  }>(undefined)
  const subscribe = useWhileSeen(useCallback((listener: () => void) => points.subscribe(keys, listener), [points, keys]))
  return useSyncExternalStore(subscribe, () => {
    const held = last.current
    if (held?.points !== points || held.keys !== keys) {
      const list = keys.map((key, index) => points.get(key) ?? (empties[index] as Point))
      last.current = { points, keys, version: points.version, list }
      return list
    }
    if (held.version !== points.version) {
      held.version = points.version
      held.list = renewed(held.list, (index) => points.get(keys[index] as SeriesKey) ?? (empties[index] as Point))
    }
    return held.list
  })
}

/** The list with what is new in it; the very same list where nothing is. */
function renewed<Item>(before: readonly Item[], now: (index: number) => Item): readonly Item[] {
  let list: Item[] | undefined
  for (let index = 0; index < before.length; index++) {
    const item = now(index)
    if (item === before[index]) continue
    list ??= [...before]
    list[index] = item
  }
  return list ?? before
}

/** Server time, epoch ms, renewed at each whole multiple of `everyMs` (1 000 for a clock, 60 000 for ages). */
export function useNow(everyMs: number): number {
  const { clock } = useScreen()
  // What one clock showed is nothing to another: the screen may go from now to the past and back.
  const held = useRef({ clock, at: Number.NaN })
  const subscribe = useCallback(
    (listener: () => void) =>
      clock.every(everyMs, () => {
        held.current = { clock, at: clock.now() }
        listener()
      }),
    [clock, everyMs],
  )
  return useSyncExternalStore(subscribe, () => {
    if (held.current.clock !== clock || Number.isNaN(held.current.at)) held.current = { clock, at: clock.now() }
    return held.current.at
  })
}

/** What the screen knows of its line to the server. */
export function useConnection(): Connection {
  return useStore(useScreen().connection)
}

/** Where the screen is, and the ways to move it. `hovered` and `selected` are area codes. */
export function usePlace(): {
  area: string
  scene: string
  hovered: string | undefined
  selected: string | undefined
  work: string | undefined
  open(area: string): void
  show(scene: string): void
  begin(work: string): void
  select(area?: string): void
  hover(area?: string): void
} {
  const { place } = useScreen()
  const { area, scene, hovered, selected, work } = useStore(place)
  return {
    area,
    scene,
    hovered,
    selected,
    work,
    open: place.open,
    show: place.show,
    begin: place.begin,
    select: place.select,
    hover: place.hover,
  }
}

const NOTHING: History = { state: 'loading', points: [] }

/**
 * A stretch of a series' past, kept true by the live line. Give the same `from` and `to` for as long as possible (a
 * whole day, not "24 hours until now"), so that panels share it. Undefined asks for nothing.
 */
export function useHistory(request: HistoryRequest | undefined): History {
  const { history } = useScreen()
  const name = request ? `${keyOf(request)}:${request.from}-${request.to}` : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `name` spells the request; callers make a new object each time
  const asked = useMemo(() => request, [name])
  const subscribe = useWhileSeen(
    useCallback((listener: () => void) => (asked ? history.subscribe(asked, listener) : () => {}), [history, asked]),
  )
  return useSyncExternalStore(subscribe, () => (asked ? history.get(asked) : NOTHING))
}

/** How this display draws: sizes, strokes, theme and what it is able to do. */
export function useProfile(): DisplayProfile {
  return useStore(useScreen().profile)
}

/** The language names are taken from. The pseudo language of the visual tests reads English names. */
export function useLanguage(): Language {
  const language = useUiLanguage()
  return language === 'zh' ? 'zh' : 'en'
}

/** The language of the interface, the pseudo language of the visual tests included. */
export function useUiLanguage(): UiLanguage {
  return useStore(useScreen().settings).language
}

/** Picks a name in the language of the interface. */
export function useNames(): (names: Names) => string {
  const language = useUiLanguage()
  return useMemo(() => namesIn(language), [language])
}

/** Words of the interface: `t('freshness.late')`. Call it while rendering, never at module scope. */
export function useT(): Translate {
  return useTranslator(useUiLanguage())
}

/** Numbers, times and ages in the language of the interface and the time zone of the city. */
export function useFormat(): Format {
  const language = useUiLanguage()
  const { timeZone } = useScreen().city.catalogue.city
  return useMemo(() => formatOf(language, timeZone), [language, timeZone])
}
