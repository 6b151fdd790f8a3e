import { useMemo } from 'react'
import { useFormat, useNames, useProfile, useT, useUiLanguage } from '../../state/hooks.ts'
import { useScreen } from '../../state/screen.ts'
import { type PageContent, wordsIn } from './page-context.ts'

/** Words, numbers and sizes of the city's own screen, for parts that also stand on the pages before and beside it. */
export function useCityPage(): PageContent {
  const { settings } = useScreen()
  const profile = useProfile()
  const language = useUiLanguage()
  const t = useT()
  const format = useFormat()
  const name = useNames()
  return useMemo<PageContent>(
    () => ({ language, settings, profile, t, w: wordsIn(language), format, name }),
    [language, settings, profile, t, format, name],
  )
}
