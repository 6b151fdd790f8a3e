import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FAULTS } from './fault-list.ts'
import { namePattern } from './run-proofs.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')

it('numbers the faults from 1 to 25, each with a promise and a proof, or with the reason why there is none', () => {
  expect(FAULTS.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1))
  for (const { number, proofs, missing } of FAULTS) expect(proofs.length > 0, `fault ${number}`).toBe(missing === undefined)
})

it.each(FAULTS.flatMap(({ number, proofs }) => proofs.map((proof) => ({ number, ...proof }))))(
  'fault $number has the tests it names in $file',
  ({ file, tests }) => {
    expect(existsSync(join(REPOSITORY, file))).toBe(true)
    const text = readFileSync(join(REPOSITORY, file), 'utf8')
    for (const name of tests) expect(text).toContain(name)
  },
)

it('finds tests by the letter: what stands in a name is no pattern', () => {
  expect(namePattern(['[P42]', 'a.b'])).toBe('\\[P42\\]|a\\.b')
  expect(namePattern(['x', ''])).toBeUndefined()
})
