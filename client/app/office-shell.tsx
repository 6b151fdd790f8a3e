import { type CSSProperties, lazy, Suspense } from 'react'
import { Mark } from '../design/mark.tsx'
import { ClockFace } from '../panels/clock-face.tsx'
import { RemindersStrip } from '../reminders/reminders-strip.tsx'
import { DutyStrip } from '../shifts/duty-strip.tsx'
import { useCity, useFormat, useNames, useNow, usePlace, useProfile, useT } from '../state/hooks.ts'
import { WarningsStrip } from '../warnings/warnings-strip.tsx'
import { Account } from './account.tsx'
import { AreaCrumbs } from './area-crumbs.tsx'
import { Find, FindButton } from './find.tsx'
import { FirstLine } from './first-line.tsx'
import { makeup } from './makeup.ts'
import { AlarmCounts, FreshnessCounts } from './mood.tsx'
import { PaintAge } from './paint-age.tsx'
import { LookBack } from './past/look-back.tsx'
import { useRemoteFocus } from './remote-focus.ts'
import { SceneTabs } from './scene-tabs.tsx'
import { SceneView } from './scene-view.tsx'
import { Simulated } from './simulated.tsx'
import { SkipLink } from './skip-link.tsx'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useCityState } from './use-city-state.ts'
import { workHere } from './work.ts'
import { WorkTab } from './work-tab.tsx'

/** What waits for the leader: fetched by those who open it. */
const OfficeWork = lazy(() => import('../incidents/office/office-work.tsx').then(({ OfficeWork }) => ({ default: OfficeWork })))

/** The office screen: touch and remote control; the sentence first, scenes as tabs, everything large enough to press. */
export function OfficeShell() {
  const { text } = useProfile()
  useRemoteFocus()
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const t = useT()
  const now = useNow(60_000)
  const { scene: id, work: asked } = usePlace()
  const work = workHere(asked, 'office')
  const state = useCityState()
  const scene = city.scene(id)
  return (
    <div className="office" style={{ display: 'contents', '--head': `${Math.round(text.clock * 2.15)}px` } as CSSProperties}>
      <SkipLink />
      <header className="head">
        <Mark size={Math.round(text.title * 1.7)} />
        <div className="head-title">
          <h1 className="t-title">{work !== undefined ? t('work.incidents') : scene ? name(scene.names) : ''}</h1>
          <p className="t-small dim">{makeup(city, t, name)}</p>
        </div>
        <div className="head-mood">
          <FirstLine state={state} />
          <div className="mood-lines">
            <AlarmCounts state={state} />
            <DutyStrip className="t-name" />
          </div>
        </div>
        <div className="head-date t-small soft">
          <p>
            {format.date(now)} {format.weekday(now)} <Simulated />
          </p>
          <p className="dim">
            <PaintAge />
          </p>
        </div>
        <div className="head-clock">
          <ClockFace px={text.clock} />
        </div>
      </header>
      <div className="office-bar">
        <AreaCrumbs />
        <SceneTabs state={state}>
          <WorkTab work="incidents" current={work} className="tab" />
        </SceneTabs>
        <aside className="t-small push">
          <FreshnessCounts state={state} withTotal={false} />
        </aside>
        <span className="switches">
          <LookBack />
          <FindButton />
          <ThemeSwitch />
          <LanguageSwitch />
          <Account />
        </span>
      </div>
      <WarningsStrip />
      <RemindersStrip />
      {work === undefined ? (
        <SceneView />
      ) : (
        <Suspense fallback={<div className="scene" />}>
          <OfficeWork />
        </Suspense>
      )}
      <Find />
    </div>
  )
}
