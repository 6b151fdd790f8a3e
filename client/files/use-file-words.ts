import { useMemo } from 'react'
import { type FileTranslate, fileTranslator } from '../i18n/file-words.ts'
import { useUiLanguage } from '../state/hooks.ts'

/** Words of photos and voice notes in the language of the interface. Call it while rendering. */
export function useFileWords(): FileTranslate {
  const language = useUiLanguage()
  return useMemo(() => fileTranslator(language), [language])
}
