import { fileEn } from './file-en.ts'
import { fileZh } from './file-zh.ts'
import { type Params, pageTranslator, type UiLanguage } from './translate.ts'

/** A word of photos and voice notes, by name. */
export type FileWord = keyof typeof fileZh

export const fileWords = { zh: fileZh, en: fileEn } as const

export type FileTranslate = (name: FileWord, params?: Params) => string

/** The words of photos and voice notes in a language of the interface. */
export function fileTranslator(language: UiLanguage): FileTranslate {
  return pageTranslator(fileWords, language)
}
