import { useMemo } from 'react'
import { type DecisionTranslate, decisionTranslator } from '../../i18n/decision-words.ts'
import { useUiLanguage } from '../../state/hooks.ts'

/** Words of decision cards in the language of the interface. Call it while rendering. */
export function useDecisionWords(): DecisionTranslate {
  const language = useUiLanguage()
  return useMemo(() => decisionTranslator(language), [language])
}
