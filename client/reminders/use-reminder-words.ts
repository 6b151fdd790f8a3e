import { useMemo } from 'react'
import { type ReminderTranslate, reminderTranslator } from '../i18n/reminder-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of reminders in the language of the interface. Call it while rendering. */
export function useReminderWords(): ReminderTranslate {
  const language = useUiLanguage()
  return useMemo(() => reminderTranslator(language), [language])
}
