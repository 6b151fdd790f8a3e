import { useMemo } from 'react'
import { type ShiftTranslate, shiftTranslator } from '../i18n/shift-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of shift handovers in the language of the interface. Call it while rendering. */
export function useShiftWords(): ShiftTranslate {
  const language = useUiLanguage()
  return useMemo(() => shiftTranslator(language), [language])
}
