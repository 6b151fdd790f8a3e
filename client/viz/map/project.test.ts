import { expect, it } from 'vitest'
import { mercator, projector, unmercator } from './project.ts'

const size = { width: 800, height: 600 }

it('puts the centre of the camera in the middle of the drawing', () => {
  expect(projector({ center: [113.8, 22.9], zoom: 9, pitch: 40 }, size)([113.8, 22.9])).toEqual([400, 300])
})

it('draws a degree of longitude as wide as MapLibre does', () => {
  const project = projector({ center: [113.8, 22.9], zoom: 9, pitch: 0 }, size)
  expect(project([114.8, 22.9])[0] - 400).toBeCloseTo((512 * 2 ** 9) / 360, 6)
})

it('draws what is further north smaller when the map is tilted, and what is higher further up', () => {
  const project = projector({ center: [113.8, 22.9], zoom: 9, pitch: 45 }, size)
  const near = project([114.1, 22.8])[0] - 400
  const far = project([114.1, 23.0])[0] - 400
  expect(far).toBeLessThan(near)
  expect(project([113.8, 22.9], 5000)[1]).toBeLessThan(300)
})

it('finds the way back from Mercator', () => {
  const [lng, lat] = unmercator(mercator([113.7463, 23.0181]))
  expect(lng).toBeCloseTo(113.7463, 9)
  expect(lat).toBeCloseTo(23.0181, 9)
})
