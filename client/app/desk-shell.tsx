import { lazy, Suspense } from 'react'
import type { Action } from '#contract/access.ts'
import { useMe } from '../access/access-context.ts'
import { personOf } from '../access/person.ts'
import { Mark } from '../design/mark.tsx'
import { ClockFace } from '../panels/clock-face.tsx'
import { RemindersStrip } from '../reminders/reminders-strip.tsx'
import { useCity, useFormat, useNames, useNow, usePlace, useT } from '../state/hooks.ts'
import { WarningsStrip } from '../warnings/warnings-strip.tsx'
import { Account } from './account.tsx'
import { AreaCrumbs } from './area-crumbs.tsx'
import { DeskSound } from './desk-sound.tsx'
import { Find, FindButton } from './find.tsx'
import { Foot } from './foot.tsx'
import { AlarmCount, FreshnessCounts, useMood } from './mood.tsx'
import { LookBack } from './past/look-back.tsx'
import { sceneAlarms } from './scene-alarms.ts'
import { SceneView } from './scene-view.tsx'
import { Simulated } from './simulated.tsx'
import { SkipLink } from './skip-link.tsx'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useCityState } from './use-city-state.ts'
import { workHere } from './work.ts'
import { WorkTab } from './work-tab.tsx'

/** The command room: fetched by those who open it. */
const IncidentsDesk = lazy(() =>
  import('../incidents/desk/incidents-desk.tsx').then(({ IncidentsDesk }) => ({ default: IncidentsDesk })),
)

/** The list of alarms: fetched by those who deal with them. */
const AlarmsWork = lazy(() => import('../alarms/alarms-work.tsx').then(({ AlarmsWork }) => ({ default: AlarmsWork })))
/** Cases: fetched by those who deal with them. */
const CasesDesk = lazy(() => import('../cases/desk/cases-desk.tsx').then(({ CasesDesk }) => ({ default: CasesDesk })))
/** The warnings: fetched by those who issue them or look closer. */
const WarningsDesk = lazy(() => import('../warnings/warnings-desk.tsx').then(({ WarningsDesk }) => ({ default: WarningsDesk })))

/** Shifts: fetched by those who hand over or look who is on duty. */
const ShiftsDesk = lazy(() => import('../shifts/shifts-desk.tsx').then(({ ShiftsDesk }) => ({ default: ShiftsDesk })))
/** After-action reports: fetched by those who read them. */
const ReviewsDesk = lazy(() => import('../incidents/review/reviews-desk.tsx').then(({ ReviewsDesk }) => ({ default: ReviewsDesk })))
/** Drills: fetched by those who rehearse. */
const DrillsDesk = lazy(() => import('../drills/drills-desk.tsx').then(({ DrillsDesk }) => ({ default: DrillsDesk })))

/** The desk: scenes in the side bar, areas in the bar, everything by keyboard. */
export function DeskShell() {
  const city = useCity()
  const name = useNames()
  const t = useT()
  const format = useFormat()
  const now = useNow(60_000)
  const { scene: id, show, begin, work: asked } = usePlace()
  const work = workHere(asked, 'desk')
  const state = useCityState()
  const mood = useMood(state)
  const scene = city.scene(id)
  const may = personOf(useMe())?.may
  const maySee = (action: Action) => may?.includes(action) ?? false
  return (
    <div className="desk">
      <SkipLink />
      <nav className="side" aria-label={t('nav.scenes')}>
        <p className="side-head">
          <Mark size={36} /> {name(city.tree.root.short ?? city.tree.root.names)}
        </p>
        <FindButton isWide />
        <ul className="side-list">
          <li>
            <WorkTab work="alarms" current={work} />
          </li>
          <li>
            <WorkTab work="cases" current={work} />
          </li>
          <li>
            <WorkTab work="incidents" current={work} />
          </li>
          <li>
            <WorkTab work="warnings" current={work} />
          </li>
          <li>
            <WorkTab work="shifts" current={work} />
          </li>
          <li>
            <WorkTab work="reviews" current={work} />
          </li>
          {maySee('drills:read') && (
            <li>
              <WorkTab work="drills" current={work} />
            </li>
          )}
        </ul>
        <ul className="side-list">
          {city.scenes.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => show(one.id)}
                aria-current={work === undefined && one.id === id ? 'page' : undefined}
              >
                {name(one.short ?? one.names)}
                <AlarmCount count={sceneAlarms(one, state.alarms, city)} />
              </button>
            </li>
          ))}
        </ul>
        <div className="side-foot">
          <ClockFace px={26} />
          <span>
            {format.date(now)} {format.weekday(now)}
          </span>
          <Simulated />
          <span className="switches">
            <ThemeSwitch />
            <LanguageSwitch />
          </span>
        </div>
      </nav>
      <div className="desk-main">
        <DeskSound />
        {work !== 'warnings' && <WarningsStrip onOpen={() => begin('warnings')} />}
        <RemindersStrip />
        {work === undefined ? (
          <>
            <header className="desk-bar">
              <h1>{scene ? name(scene.names) : ''}</h1>
              <AreaCrumbs />
              <span className={`mood mood-${mood.kind} strong`}>{mood.words}</span>
              <span className="push">
                <FreshnessCounts state={state} />
              </span>
              <DeskEnd />
            </header>
            <SceneView />
          </>
        ) : (
          <Suspense fallback={null}>
            {work === 'alarms' && <AlarmsWork end={<DeskEnd />} />}
            {work === 'cases' && <CasesDesk end={<DeskEnd />} />}
            {work === 'incidents' && <IncidentsDesk end={<DeskEnd />} />}
            {work === 'warnings' && <WarningsDesk end={<DeskEnd />} />}
            {work === 'shifts' && <ShiftsDesk end={<DeskEnd />} />}
            {work === 'reviews' && <ReviewsDesk end={<DeskEnd />} />}
            {work === 'drills' && <DrillsDesk end={<DeskEnd />} />}
          </Suspense>
        )}
        <Foot state={state} height={28} />
      </div>
      <Find />
    </div>
  )
}

/** What stands at the end of every bar: the way to the past, and who is here. */
function DeskEnd() {
  return (
    <>
      <LookBack />
      <Account />
    </>
  )
}
