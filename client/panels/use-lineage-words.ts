import { useMemo } from 'react'
import { type LineageTranslate, lineageTranslator } from '../i18n/lineage-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of the lineage of a figure in the language of the interface. Call it while rendering. */
export function useLineageWords(): LineageTranslate {
  const language = useUiLanguage()
  return useMemo(() => lineageTranslator(language), [language])
}
