import { type CSSProperties, useMemo } from 'react'
import type { Layout, Scene } from '#contract/scene.ts'
import { Mark } from '../design/mark.tsx'
import { WIDE_ASPECT } from '../displays/profile.ts'
import { ClockFace } from '../panels/clock-face.tsx'
import { DutyStrip } from '../shifts/duty-strip.tsx'
import { useCity, useFormat, useNames, useNow, usePlace, useProfile, useT } from '../state/hooks.ts'
import { WarningsStrip } from '../warnings/warnings-strip.tsx'
import { LunarLine } from './calendar-line.tsx'
import type { CityState } from './city-state.ts'
import { FirstLine } from './first-line.tsx'
import { Foot } from './foot.tsx'
import { IncidentHead } from './incident-head.tsx'
import { makeup } from './makeup.ts'
import { AlarmCounts, FreshnessCounts } from './mood.tsx'
import { SceneView } from './scene-view.tsx'
import { Simulated } from './simulated.tsx'
import { TrialMark } from './trial-mark.tsx'
import { useCityState } from './use-city-state.ts'
import { useComposition } from './use-composition.ts'

/** The wall: head, plate, strip. Nobody touches it; it says everything by itself. */
export function WallShell() {
  const { text, width, height } = useProfile()
  const { scene, layout, answered } = useComposition()
  const state = useCityState()
  // What is answered needs the room, and says more than a second line of the foot would.
  const isDouble = width / height >= WIDE_ASPECT && layout?.during === undefined && !showsAlarms(scene, layout)
  // Others that are answered take a third line.
  const words = text.title * 1.25 + text.name * 1.45 + (layout?.during !== undefined && answered.length > 1 ? text.small * 1.5 : 0)
  const head = Math.ceil(Math.max(words, text.clock * 1.12, text.small * 4.6) + text.small * 1.5)
  return (
    <div className="wall" style={{ display: 'contents', '--head': `${head}px` } as CSSProperties}>
      {layout?.during === undefined ? (
        <WallHead state={state} />
      ) : (
        <IncidentHead answered={answered} state={state}>
          <HeadEnd state={state} />
        </IncidentHead>
      )}
      <div className="head-rule" />
      <WarningsStrip />
      <SceneView />
      <Foot state={state} height={Math.ceil(isDouble ? text.name * 1.6 + text.small * 2 : text.name * 2.9)} isDouble={isDouble} />
    </div>
  )
}

/** True when the composition of the scene on this wall has alarms of its own. */
function showsAlarms(scene: Scene | undefined, layout: Layout | undefined): boolean {
  if (!scene || !layout) return false
  return layout.areas.some((line) => line.split(/\s+/).some((id) => scene.panels[id]?.type === 'alarms'))
}

function WallHead({ state }: { readonly state: CityState }) {
  const { text } = useProfile()
  const city = useCity()
  const name = useNames()
  const t = useT()
  const { scene: id, area: code } = usePlace()
  const scene = city.scene(id)
  const line = useMemo(() => makeup(city, t, name), [city, t, name])
  const path = city.tree
    .path(code)
    .toReversed()
    .map((area) => name(area.names))
  return (
    <header className="head">
      <Mark size={Math.round(text.title * 1.78)} />
      <div className="head-title">
        <h1 className="t-title">{scene ? name(scene.names) : ''}</h1>
        <p className="t-small dim">{path.length > 1 ? path.join(' › ') : [...path, line].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="head-mood">
        <FirstLine state={state} />
        <div className="mood-lines">
          <AlarmCounts state={state} />
          <DutyStrip className="t-name" />
        </div>
      </div>
      <HeadEnd state={state} />
    </header>
  )
}

/** The end of every head: the day, how fresh the figures are, and the clock. */
function HeadEnd({ state }: { readonly state: CityState }) {
  const { text, width, height } = useProfile()
  const format = useFormat()
  const now = useNow(60_000)
  const isWide = width / height >= WIDE_ASPECT
  return (
    <>
      <div className="head-date">
        <p className="t-name soft">
          {format.date(now)} {format.weekday(now)} <Simulated /> <TrialMark />
        </p>
        <LunarLine />
        {!isWide && (
          <p className="t-small">
            <FreshnessCounts state={state} />
          </p>
        )}
      </div>
      <div className="head-clock">
        {isWide && (
          <div className="t-small head-counts">
            <FreshnessCounts state={state} />
          </div>
        )}
        <ClockFace px={text.clock} />
      </div>
    </>
  )
}
