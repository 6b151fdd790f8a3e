import { accessEn } from './access-en.ts'
import { accessZh } from './access-zh.ts'

/** A word of the pages before and beside the city, by name. */
export type AccessWord = keyof typeof accessZh

/** Words of sign-in, pairing, consoles and the own account. They travel with those pages: a wall never fetches them. */
export const accessWords = { zh: accessZh, en: accessEn } as const
