import { type CSSProperties, useMemo } from 'react'
import { chooseLayout, type Scene } from '#contract/scene.ts'
import { Mark } from '../design/mark.tsx'
import { WIDE_ASPECT } from '../displays/profile.ts'
import { ClockFace } from '../panels/clock-face.tsx'
import { DutyStrip } from '../shifts/duty-strip.tsx'
import { useCity, useFormat, useNames, useNow, usePlace, useProfile, useT } from '../state/hooks.ts'
import { WarningsStrip } from '../warnings/warnings-strip.tsx'
import { LunarLine } from './calendar-line.tsx'
import { FirstLine } from './first-line.tsx'
import { Foot } from './foot.tsx'
import { makeup } from './makeup.ts'
import { AlarmCounts, FreshnessCounts } from './mood.tsx'
import { SceneView } from './scene-view.tsx'
import { Simulated } from './simulated.tsx'
import { TrialMark } from './trial-mark.tsx'
import { useCityState } from './use-city-state.ts'

/** The wall: head, plate, strip. Nobody touches it; it says everything by itself. */
export function WallShell() {
  const { text, width, height } = useProfile()
  const city = useCity()
  const { scene } = usePlace()
  const state = useCityState()
  const isDouble = width / height >= WIDE_ASPECT && !showsAlarms(city.scene(scene), width, height)
  const head = Math.ceil(Math.max(text.title * 1.25 + text.name * 1.45, text.clock * 1.12, text.small * 4.6) + text.small * 1.5)
  return (
    <div className="wall" style={{ display: 'contents', '--head': `${head}px` } as CSSProperties}>
      <WallHead state={state} />
      <div className="head-rule" />
      <WarningsStrip />
      <SceneView />
      <Foot state={state} height={Math.ceil(isDouble ? text.name * 1.6 + text.small * 2 : text.name * 2.9)} isDouble={isDouble} />
    </div>
  )
}

/** True when the composition of the scene on this wall has alarms of its own. */
function showsAlarms(scene: Scene | undefined, width: number, height: number): boolean {
  if (!scene) return false
  const { areas } = chooseLayout(scene.layouts.wall, width, height)
  return areas.some((line) => line.split(/\s+/).some((id) => scene.panels[id]?.type === 'alarms'))
}

function WallHead({ state }: { state: ReturnType<typeof useCityState> }) {
  const { text, width, height } = useProfile()
  const city = useCity()
  const name = useNames()
  const t = useT()
  const format = useFormat()
  const now = useNow(60_000)
  const { scene: id, area: code } = usePlace()
  const scene = city.scene(id)
  const line = useMemo(() => makeup(city, t, name), [city, t, name])
  const path = city.tree
    .path(code)
    .toReversed()
    .map((area) => name(area.names))
  const isWide = width / height >= WIDE_ASPECT
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
    </header>
  )
}
