import { lazy, Suspense } from 'react'
import { FieldKitProvider } from '../incidents/field/field-kit-provider.tsx'
import { ClockFace } from '../panels/clock-face.tsx'
import { RemindersStrip } from '../reminders/reminders-strip.tsx'
import { useCity, useNames, usePlace, useT } from '../state/hooks.ts'
import { useWarnings } from '../state/use-warnings.ts'
import { Account, loadAccountChip } from './account.tsx'
import { AreaCrumbs } from './area-crumbs.tsx'
import { Find, FindButton } from './find.tsx'
import { loadLineage } from './lineage.tsx'
import { FreshnessCounts, useMood } from './mood.tsx'
import { LookBack } from './past/look-back.tsx'
import { patiently } from './patient-part.ts'
import { SceneTabs } from './scene-tabs.tsx'
import { SceneView } from './scene-view.tsx'
import { useKeptShell } from './shell-worker.ts'
import { Simulated } from './simulated.tsx'
import { SkipLink } from './skip-link.tsx'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useAhead } from './use-ahead.ts'
import { useCityState } from './use-city-state.ts'
import { workHere } from './work.ts'
import { WorkTab } from './work-tab.tsx'

/** Orders, incidents and the outbox: fetched by those who open them. */
const loadWork = () => import('../incidents/mobile/mobile-work.tsx')
const MobileWork = lazy(() => patiently(loadWork).then(({ MobileWork }) => ({ default: MobileWork })))

/** The list of alarms: fetched by those who deal with them. */
const loadAlarms = () => import('../alarms/alarms-work.tsx')
const AlarmsWork = lazy(() => patiently(loadAlarms).then(({ AlarmsWork }) => ({ default: AlarmsWork })))

/** Cases: reported, and dealt with on the spot. */
const loadCases = () => import('../cases/mobile/mobile-cases.tsx')
const MobileCases = lazy(() => patiently(loadCases).then(({ MobileCases }) => ({ default: MobileCases })))

/** The warnings in force: fetched where there is one. */
const loadWarnings = () => import('../warnings/warning-cards.tsx')
const WarningCards = lazy(() => patiently(loadWarnings).then(({ WarningCards }) => ({ default: WarningCards })))

/** What somebody in the field may turn to without a network. */
const FIELD_PARTS = [loadWork, loadCases, loadAlarms, loadAccountChip, loadWarnings, loadLineage]

/** Phone and pad: one thumb, scenes as tabs at the bottom, the page scrolls. */
export function MobileShell() {
  const { work: asked } = usePlace()
  const work = workHere(asked, 'mobile')
  useKeptShell()
  useAhead(FIELD_PARTS)
  return (
    <FieldKitProvider>
      {work === undefined ? (
        <MobileScenes />
      ) : (
        <div className="mobile">
          <SkipLink />
          <RemindersStrip />
          <Suspense fallback={<div className="scene" />}>
            {work === 'alarms' && <AlarmsWork end={<MobileWay />} />}
            {work === 'cases' && <MobileCases end={<Account />} />}
            {work !== 'alarms' && work !== 'cases' && <MobileWork end={<Account />} />}
          </Suspense>
        </div>
      )}
    </FieldKitProvider>
  )
}

function MobileScenes() {
  const city = useCity()
  const name = useNames()
  const { scene: id } = usePlace()
  const state = useCityState()
  const mood = useMood(state)
  const scene = city.scene(id)
  const hasWarnings = useWarnings().warnings.length > 0
  return (
    <div className="mobile">
      <SkipLink />
      <header className="mobile-head">
        <h1 className="t-title one-line">{scene ? name(scene.short ?? scene.names) : ''}</h1>
        <LookBack isBrief />
        <ThemeSwitch />
        <LanguageSwitch />
        <FindButton />
        <div className="mobile-line mobile-place">
          <span className="mobile-chips">
            <AreaCrumbs />
            <Account />
          </span>
          <span className={`mood mood-${mood.kind} strong`}>{mood.words}</span>
        </div>
        <div className="mobile-line">
          <FreshnessCounts state={state} withTotal={false} />
          <Simulated />
          <ClockFace px={15} />
        </div>
      </header>
      <RemindersStrip />
      {hasWarnings && (
        <Suspense>
          <WarningCards />
        </Suspense>
      )}
      <SceneView />
      <SceneTabs state={state}>
        <WorkTab work="orders" current={undefined} className="tab" />
        <WorkTab work="incidents" current={undefined} className="tab" />
        <WorkTab work="cases" current={undefined} className="tab" />
        <WorkTab work="alarms" current={undefined} className="tab" />
      </SceneTabs>
      <Find />
    </div>
  )
}

/** The way from a work back to the city. */
function MobileWay() {
  const t = useT()
  const { scene, show } = usePlace()
  return (
    <button type="button" className="crumb" onClick={() => show(scene)}>
      {t('work.city')}
    </button>
  )
}
