import { expect, it } from 'vitest'
import { type PartWorld, patiently } from './patient-part.ts'

it('shows a part of the page once the server answers, instead of ending the page', async () => {
  const { world, told } = scripted([false, false, true])
  expect(await patiently(failing(1), world)).toBe('part')
  expect(told).toEqual(['wait', 'wait', 'wait'])
})

it('begins the page anew where the browser remembers that the part could not be had', async () => {
  const { world, told } = scripted([true, true])
  expect(await patiently(failing(2), world)).toBe('part')
  expect(told).toEqual(['wait', 'reload', 'wait'])
})

/** Cannot be had so many times. */
function failing(times: number): () => Promise<string> {
  let tries = 0
  return async () => {
    tries += 1
    if (tries <= times) throw new TypeError('Failed to fetch dynamically imported module')
    return 'part'
  }
}

/** A world in which the server answers, or not, one look after the other. */
function scripted(answers: boolean[]): { readonly world: PartWorld; readonly told: string[] } {
  const told: string[] = []
  return {
    told,
    world: {
      wait: async () => void told.push('wait'),
      isServerThere: async () => answers.shift() ?? true,
      reload: () => void told.push('reload'),
    },
  }
}
