import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

const Words = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })

const HotlineWordsSchema = Type.Object(
  {
    words: Type.Record(Type.String(), Words, { description: 'What callers say, by category; {路} {号} {小区} are filled in.' }),
    answers: Words,
    returns: Words,
    rejections: Words,
    reworks: Words,
    roads: Words,
    estates: Words,
  },
  { additionalProperties: false },
)
/** What is said on the simulated hotline, and by those who deal with it. */
export type HotlineWords = Static<typeof HotlineWordsSchema>

/** Reads words.json. Throws Error naming the first thing that is wrong with it. */
export function readHotlineWords(): HotlineWords {
  const words: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'words.json'), 'utf8'))
  if (Value.Check(HotlineWordsSchema, words)) return words
  const [error] = Value.Errors(HotlineWordsSchema, words)
  throw new Error(`mock-data/cases/words.json: ${error?.instancePath ?? ''} ${error?.message ?? 'is not as it should be'}`)
}
