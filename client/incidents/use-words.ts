import { useMemo } from 'react'
import { type IncidentTranslate, incidentTranslator } from '../i18n/incident-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of incidents and orders in the language of the interface. Call it while rendering. */
export function useWords(): IncidentTranslate {
  const language = useUiLanguage()
  return useMemo(() => incidentTranslator(language), [language])
}
