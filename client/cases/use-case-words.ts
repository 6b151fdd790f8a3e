import { useMemo } from 'react'
import { type CaseTranslate, caseTranslator } from '../i18n/case-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of cases in the language of the interface. Call it while rendering. */
export function useCaseWords(): CaseTranslate {
  const language = useUiLanguage()
  return useMemo(() => caseTranslator(language), [language])
}
