import { type ReactNode, useEffect, useRef } from 'react'
import { useCity, useNames, usePlace, useT } from '../state/hooks.ts'

import type { CityState } from './city-state.ts'
import { AlarmCount } from './mood.tsx'
import { sceneAlarms } from './scene-alarms.ts'

/** The scenes as tabs; the one shown is always in sight. What people do here stands before them. */
export function SceneTabs({ state, children }: { readonly state: CityState; readonly children?: ReactNode }) {
  const city = useCity()
  const name = useNames()
  const t = useT()
  const { scene, show, work } = usePlace()
  const ref = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scene has another tab
  useEffect(() => {
    const list = ref.current
    const tab = list?.querySelector<HTMLElement>('[aria-current]')
    if (list && tab) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.clientWidth) / 2
  }, [scene, work])
  return (
    <nav ref={ref} className="tabs t-name" aria-label={t('nav.scenes')}>
      {children}
      {city.scenes.map((one) => (
        <button
          key={one.id}
          type="button"
          className="tab"
          onClick={() => show(one.id)}
          aria-current={work === undefined && one.id === scene ? 'page' : undefined}
        >
          {name(one.short ?? one.names)} <AlarmCount count={sceneAlarms(one, state.alarms, city)} />
        </button>
      ))}
    </nav>
  )
}
