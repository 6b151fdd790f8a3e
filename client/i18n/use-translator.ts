import { useMemo, useSyncExternalStore } from 'react'
import { sentences } from './sentences.ts'
import { type Translate, translator, type UiLanguage } from './translate.ts'

/** The words of a language while rendering; another one when sentences of refusals arrive, so that what waits for one says it. */
export function useTranslator(language: UiLanguage): Translate {
  const version = useSyncExternalStore(sentences.subscribe, sentences.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the sentences is another translator
  return useMemo(() => translator(language), [language, version])
}
