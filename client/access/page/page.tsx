import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { DisplayClass } from '#contract/display-class.ts'
import type { Plate } from '#contract/plate.ts'
import { dressPage } from '../../displays/dress-page.ts'
import { profileOf } from '../../displays/profile.ts'
import { formatOf } from '../../i18n/format.ts'
import { namesIn } from '../../i18n/translate.ts'
import { useTranslator } from '../../i18n/use-translator.ts'
import type { Settings } from '../../state/settings.ts'
import '../access.css'
import { CityPlateContext, readCityPlate } from './city-plate.ts'
import { PageContext, wordsIn } from './page-context.ts'

export interface PageProps {
  readonly display: DisplayClass
  readonly settings: StoreApi<Settings>
  readonly children: ReactNode
}

/** A page that stands before the city or beside it: dressed as its display class asks, in the language that was chosen. */
export function Page({ display, settings, children }: PageProps) {
  const { language, theme, wall } = useSyncExternalStore(settings.subscribe, settings.getState)
  const plate = useCityPlate()
  const size = useWindowSize()
  const profile = useMemo(
    () =>
      profileOf({
        displayClass: display,
        theme,
        wall,
        ...size,
        reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
        walls: [],
      }),
    [display, theme, wall, size],
  )
  useLayoutEffect(() => dressPage(document, profile, language), [profile, language])
  const timeZone = plate?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const t = useTranslator(language)
  const content = useMemo(
    () => ({
      language,
      settings,
      profile,
      t,
      w: wordsIn(language),
      format: formatOf(language, timeZone),
      name: namesIn(language),
    }),
    [language, settings, profile, t, timeZone],
  )
  return (
    <CityPlateContext value={plate}>
      <PageContext value={content}>{children}</PageContext>
    </CityPlateContext>
  )
}

function useWindowSize(): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight })
  useEffect(() => {
    const fit = () => setSize({ width: window.innerWidth, height: window.innerHeight })
    addEventListener('resize', fit)
    return () => removeEventListener('resize', fit)
  }, [])
  return size
}

/** What everyone may know of the city; undefined until it is known, and where the server tells nobody. */
function useCityPlate(): Plate | undefined {
  const [plate, setPlate] = useState<Plate>()
  useEffect(() => {
    let isOver = false
    readCityPlate().then((read) => {
      if (!isOver) setPlate(read)
    })
    return () => {
      isOver = true
    }
  }, [])
  return plate
}
