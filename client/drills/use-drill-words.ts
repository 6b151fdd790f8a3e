import { useMemo } from 'react'
import { type DrillTranslate, drillTranslator } from '../i18n/drill-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of drills in the language of the interface. Call it while rendering. */
export function useDrillWords(): DrillTranslate {
  const language = useUiLanguage()
  return useMemo(() => drillTranslator(language), [language])
}
