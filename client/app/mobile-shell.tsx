import { ClockFace } from '../panels/clock-face.tsx'
import { useCity, useNames, usePlace } from '../state/hooks.ts'
import { Account } from './account.tsx'
import { AreaCrumbs } from './area-crumbs.tsx'
import { Find, FindButton } from './find.tsx'
import { FreshnessCounts, useMood } from './mood.tsx'
import { SceneTabs } from './scene-tabs.tsx'
import { SceneView } from './scene-view.tsx'
import { Simulated } from './simulated.tsx'
import { SkipLink } from './skip-link.tsx'
import { LanguageSwitch, ThemeSwitch } from './switches.tsx'
import { useCityState } from './use-city-state.ts'

/** Phone and pad: one thumb, scenes as tabs at the bottom, the page scrolls. */
export function MobileShell() {
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
      <SceneView />
      <SceneTabs state={state} />
      <Find />
    </div>
  )
}
