import { expect, it } from 'vitest'
import { atEase } from './at-ease.ts'

it('rests as long as its share of the time asks for after each piece', async () => {
  const rest = atEase(0.25, new AbortController().signal)
  const began = performance.now()
  while (performance.now() < began + 20);
  const worked = performance.now()
  await rest()
  expect(performance.now() - worked).toBeGreaterThanOrEqual(55)
})

it('rests no more once it is to end', async () => {
  const over = new AbortController()
  const rest = atEase(0.001, over.signal)
  const began = performance.now()
  while (performance.now() < began + 5);
  const resting = rest()
  over.abort()
  await resting
  await rest()
  expect(performance.now() - began).toBeLessThan(400)
})
