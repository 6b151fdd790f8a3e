import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { EntityKind } from '#contract/entity-kind.ts'
import { trackName } from '#contract/track.ts'
import { useCity, useNow } from '../../../state/hooks.ts'
import type { MovingThings } from '../../../state/moving-things.ts'
import { useScreen } from '../../../state/screen.ts'
import type { Tracking } from '../../../state/tracks.ts'
import type { MovingDrawing } from '../../../viz/map/moving-drawing.ts'
import { type ThingsModel, thingsModel } from './model.ts'

/** Counts and freshness are looked at again this often, ms; places are drawn far more often. */
const LOOK_EVERY_MS = 1_000
/** A map with nothing on it is not looked at for it, ms. */
const SELDOM_MS = 60_000

/** The things of a map panel, followed live. */
export interface Things {
  readonly kinds: readonly EntityKind[]
  readonly tracking: Tracking
  /** Undefined until the first frame. */
  readonly model: ThingsModel | undefined
  readonly drawing: MovingDrawing | undefined
  readonly hidden: ReadonlySet<string>
  readonly chosen: number | undefined
  toggle(kind: string): void
  choose(index: number | undefined): void
}

const NONE: ReadonlySet<string> = new Set()

/** Follows things of the kinds a panel asks for, in the area it is drilled to. Follows nothing where it asks for none. */
export function useThings(asked: readonly string[] | undefined, area: string): Things {
  const city = useCity()
  const { tracks, clock } = useScreen()
  const kinds = useMemo(
    () => (asked ?? []).flatMap((id) => city.catalogue.entityKinds?.find((kind) => kind.id === id) ?? []),
    [asked, city],
  )
  const track = useMemo(() => (kinds.length > 0 ? { kinds: kinds.map(({ id }) => id), area } : undefined), [kinds, area])
  const name = track ? trackName(track) : ''
  const subscribe = useCallback((listener: () => void) => (track ? tracks.follow(track, listener) : () => {}), [tracks, track])
  const tracking = useSyncExternalStore(subscribe, () => tracks.get(name))
  const things = tracking.kind === 'following' ? tracking.things : undefined
  const now = useNow(track ? LOOK_EVERY_MS : SELDOM_MS)
  const [hidden, setHidden] = useState(NONE)
  const [chosen, setChosen] = useState<{ readonly of: MovingThings; readonly index: number }>()
  const before = useRef<ThingsModel>(undefined)
  const model = things && thingsModel(things, kinds, hidden, now, before.current)
  useEffect(() => {
    before.current = model
  }, [model])
  const index = chosen && chosen.of === things ? chosen.index : undefined
  const drawing = useMemo((): MovingDrawing | undefined => {
    if (!things || !model) return undefined
    const isShown = index !== undefined && model.shown.includes(index)
    return {
      ...{
        shown: model.shown,
        marks: model.marks,
        states: model.states,
        stills: model.stills,
        chosen: isShown ? index : undefined,
      },
      place: (one, at) => things.place(one, at),
      now: clock.now,
      onDrawn: tracks.drawn.add,
    }
  }, [things, model, index, clock, tracks])
  return {
    ...{ kinds, tracking, model, drawing, hidden, chosen: index },
    toggle: (kind) => setHidden(toggled(hidden, kind)),
    choose: (next) => setChosen(next === undefined || !things ? undefined : { of: things, index: next }),
  }
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}
