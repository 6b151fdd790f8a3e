import { useEffect, useState } from 'react'
import { useCity, useProfile } from '../../state/hooks.ts'
import type { Basemap } from '../../viz/map/basemap.ts'
import { readTheme } from '../../viz/theme.ts'

/**
 * The deployment's basemap, once `isDue`. A city without one, or whose basemap cannot be read, is drawn without: never waited
 * for twice.
 */
export function useBasemap(isDue: boolean): { readonly state: 'loading' | 'ready'; readonly style: Basemap | undefined } {
  const configured = useCity().catalogue.city.map.basemap
  const { theme } = useProfile()
  const [held, setHeld] = useState<{ state: 'loading' | 'ready'; style: Basemap | undefined }>({
    state: configured ? 'loading' : 'ready',
    style: undefined,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a basemap is read once, in the theme the screen opened with
  useEffect(() => {
    if (!configured || !isDue) return
    let isGone = false
    import('../../viz/map/basemap.ts')
      .then(({ loadBasemap }) => loadBasemap(configured, readTheme(theme)))
      .then(
        (style) => !isGone && setHeld({ state: 'ready', style }),
        () => !isGone && setHeld({ state: 'ready', style: undefined }),
      )
    return () => {
      isGone = true
    }
  }, [configured, isDue])
  return held
}
