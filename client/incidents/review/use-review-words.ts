import { useMemo } from 'react'
import { type ReviewTranslate, reviewTranslator } from '../../i18n/review-words.ts'
import { useUiLanguage } from '../../state/hooks.ts'

/** Words of the after-action page in the language of the interface. Call it while rendering. */
export function useReviewWords(): ReviewTranslate {
  const language = useUiLanguage()
  return useMemo(() => reviewTranslator(language), [language])
}
