import { expect, it } from 'vitest'
import { benchOptions } from './bench-options.ts'

const USUAL = { sockets: 5000, against: 'ws' }

it('takes what nobody says as it usually is', () => {
  expect(benchOptions(USUAL, [])).toEqual({ settings: USUAL, json: false, record: false, given: [] })
})

it('reads numbers as numbers, and tells again what differs from the usual', () => {
  expect(benchOptions(USUAL, ['--sockets', '200', '--against', 'ws', '--json', '--record'])).toEqual({
    ...{ settings: { sockets: 200, against: 'ws' }, json: true, record: true, given: ['--sockets', '200'] },
  })
})

it('refuses a word where a number belongs, and an option there is not', () => {
  expect(() => benchOptions(USUAL, ['--sockets', 'many'])).toThrow('--sockets is a number, and "many" is none')
  expect(() => benchOptions(USUAL, ['--socket', '5'])).toThrow(/--socket/)
})
