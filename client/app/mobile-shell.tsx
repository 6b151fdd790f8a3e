import { lazy, Suspense, useEffect } from 'react'
import { FieldKitProvider } from '../incidents/field/field-kit-provider.tsx'
import { ClockFace } from '../panels/clock-face.tsx'
import { RemindersStrip } from '../reminders/reminders-strip.tsx'
import { useCity, useConnection, useNames, usePlace, useT } from '../state/hooks.ts'
import { WarningCards } from '../warnings/warning-cards.tsx'
import { Account, loadAccountChip } from './account.tsx'
import { AreaCrumbs } from './area-crumbs.tsx'
import { Find, FindButton } from './find.tsx'
import { FreshnessCounts, useMood } from './mood.tsx'
import { LookBack } from './past/look-back.tsx'
import { ahead, patiently } from './patient-part.ts'
import { SceneTabs } from './scene-tabs.tsx'
import { SceneView } from './scene-view.tsx'
import { useKeptShell } from './shell-worker.ts'
import { Simulated } from './simulated.tsx'
import { SkipLink } from './skip-link.tsx'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useCityState } from './use-city-state.ts'
import { workHere } from './work.ts'
import { WorkTab } from './work-tab.tsx'

/** Orders, incidents and the outbox: fetched by those who open them. */
const loadWork = () => import('../incidents/mobile/mobile-work.tsx')
const MobileWork = lazy(() => patiently(loadWork).then(({ MobileWork }) => ({ default: MobileWork })))

/** The list of alarms: fetched by those who deal with them. */
const AlarmsWork = lazy(() => import('../alarms/alarms-work.tsx').then(({ AlarmsWork }) => ({ default: AlarmsWork })))

/** Cases: reported, and dealt with on the spot. */
const loadCases = () => import('../cases/mobile/mobile-cases.tsx')
const MobileCases = lazy(() => patiently(loadCases).then(({ MobileCases }) => ({ default: MobileCases })))

/** What is needed where there is no network is fetched while there is one, this long after the page opened, ms. */
const PARTS_AFTER_MS = 2_500

/** Phone and pad: one thumb, scenes as tabs at the bottom, the page scrolls. */
export function MobileShell() {
  const { work: asked } = usePlace()
  const work = workHere(asked, 'mobile')
  useKeptShell()
  useFieldParts()
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

/** Fetches the parts of the page that somebody may turn to without a network: a part that was never here cannot be shown then. */
function useFieldParts(): void {
  const isLive = useConnection().kind === 'live'
  useEffect(() => {
    if (!isLive) return
    const timer = setTimeout(() => {
      for (const load of [loadWork, loadCases, loadAccountChip]) ahead(load)
    }, PARTS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isLive])
}

function MobileScenes() {
  const city = useCity()
  const name = useNames()
  const { scene: id } = usePlace()
  const state = useCityState()
  const mood = useMood(state)
  const scene = city.scene(id)
  return (
    <div className="mobile">
      <SkipLink />
      <header className="mobile-head">
        <h1 className="t-title one-line">{scene ? name(scene.short ?? scene.names) : ''}</h1>
        <ThemeSwitch />
        <LanguageSwitch />
        <FindButton />
        <div className="mobile-line">
          <span className="mobile-chips">
            <AreaCrumbs />
            <LookBack />
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
      <WarningCards />
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
    <button type="button" className="press press-quiet" onClick={() => show(scene)}>
      {t('work.city')}
    </button>
  )
}
