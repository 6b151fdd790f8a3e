import { useMemo } from 'react'
import { type PlanTranslate, planTranslator } from '../../i18n/plan-words.ts'
import { useUiLanguage } from '../../state/hooks.ts'

/** Words of plans and units in the language of the interface. Call it while rendering. */
export function usePlanWords(): PlanTranslate {
  const language = useUiLanguage()
  return useMemo(() => planTranslator(language), [language])
}
