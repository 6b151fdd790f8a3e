import { expect, it } from 'vitest'
import { wordsIn } from './page/page-context.ts'
import { withTrialNames } from './trial-names.ts'

const en = { w: wordsIn('en') }

it('calls people of a trial by their role wherever they are named, in states and in sentences', () => {
  const told = {
    matters: [{ state: { command: { commander: { id: 'a', name: '试用 commander', post: '市长' } }, title: '试用 nobody 到场' } }],
    log: [{ words: { zh: '试用 leader 同意试用 commander' } }],
  }
  expect(withTrialNames(told, en)).toEqual({
    matters: [
      { state: { command: { commander: { id: 'a', name: 'Trial · Commander', post: '市长' } }, title: '试用 nobody 到场' } },
    ],
    log: [{ words: { zh: 'Trial · Leader 同意Trial · Commander' } }],
  })
})

it('gives back the very same object where nobody of a trial is named, and the same one for the same object', () => {
  const real = { state: { by: { id: 'a', name: '林晓彤' }, at: [113.7, 22.8], over: null } }
  expect(withTrialNames(real, en)).toBe(real)
  const known = new WeakMap<object, object>()
  const tried = { by: { id: 'a', name: '试用 commander' } }
  expect(withTrialNames(tried, en, known)).toBe(withTrialNames(tried, en, known))
})
