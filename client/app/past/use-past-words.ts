import { useMemo } from 'react'
import { type PastTranslate, pastTranslator } from '../../i18n/past-words.ts'
import { useUiLanguage } from '../../state/hooks.ts'

/** Words of looking back in the language of the interface. Call it while rendering. */
export function usePastWords(): PastTranslate {
  const language = useUiLanguage()
  return useMemo(() => pastTranslator(language), [language])
}
