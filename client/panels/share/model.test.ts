import { expect, it } from 'vitest'
import { tinyPoint } from '../../state/testing/tiny-city.ts'
import { shareModel } from './model.ts'

const part = (area: string, value: number | null) => ({
  name: area,
  point: tinyPoint({ metric: 'tiny.calls', area, step: 'PT1M', value }),
})

it('shares out the whole of what is known, and says how much is not', () => {
  const model = shareModel([part('a', 30), part('b', null), part('c', 10)], 'others')
  expect(model.parts.map(({ name, share }) => [name, share])).toEqual([
    ['a', 0.75],
    ['c', 0.25],
  ])
  expect(model).toMatchObject({ total: 40, unknown: 1 })
})

it('puts small parts together once there are too many to tell apart, and loses none of them', () => {
  const model = shareModel(
    Array.from({ length: 33 }, (_, index) => part(`t${index}`, index + 1)),
    'others',
  )
  expect(model.parts).toHaveLength(6)
  expect(model.parts.at(-1)).toMatchObject({ key: 'rest', name: 'others 28' })
  expect(model.parts.reduce((sum, { value }) => sum + value, 0)).toBe(model.total)
})

it('has no shares where everything is zero', () => {
  expect(shareModel([part('a', 0)], 'others').parts[0]?.share).toBe(0)
})
