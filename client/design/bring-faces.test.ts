import { expect, it } from 'vitest'
import { hasOwnLetters } from './bring-faces.ts'

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148'

it.each([
  [
    'an Android phone',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile',
    true,
  ],
  ['an iPhone', `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${WEBKIT}`, true],
  ['a phone of HarmonyOS', 'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) ArkWeb/4.1 Mobile', true],
  ['the machine of a wall', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0', false],
  ['a desk', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0', false],
])('tells whether %s brings Chinese letters of its own', (_, agent, has) => {
  expect(hasOwnLetters(agent)).toBe(has)
})
