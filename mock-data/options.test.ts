import { expect, it } from 'vitest'
import { readOptions } from './options.ts'

it('plays nothing, at the clock’s pace, to the server next door, unless told otherwise', () => {
  expect(readOptions([], {})).toEqual({
    url: 'http://127.0.0.1:8080',
    seed: 1,
    scenario: undefined,
    speed: 1,
    silence: [],
    past: 'full',
    token: undefined,
    reader: undefined,
  })
})

it.each([
  [['--speed', '0'], {}, /--speed is "0"; write a number from 1 to 600/],
  [['--speed', 'fast'], {}, /--speed is "fast"/],
  [['--seed', '1.5'], {}, /--seed is "1.5"; write a whole number/],
  [['--scenario', 'picnic'], {}, /--scenario is "picnic"; choose one of /],
  [['--past', 'all'], {}, /--past is "all"; write one of full, today, none/],
  [[], { GUANLAN_URL: 'the server' }, /GUANLAN_URL is "the server"; write an address such as/],
])('refuses %j %j by name, with what would be right', (args, env, sentence) => {
  expect(() => readOptions(args, env)).toThrow(sentence)
})
