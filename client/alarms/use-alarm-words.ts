import { useMemo } from 'react'
import { type AlarmTranslate, alarmTranslator } from '../i18n/alarm-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of alarms in the language of the interface. Call it while rendering. */
export function useAlarmWords(): AlarmTranslate {
  const language = useUiLanguage()
  return useMemo(() => alarmTranslator(language), [language])
}
