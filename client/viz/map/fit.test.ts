import { expect, it } from 'vitest'
import { fitCamera } from './fit.ts'
import { type LngLat, projector } from './project.ts'

const square: LngLat[] = [
  [113.5, 22.7],
  [113.8, 22.7],
  [114.2, 22.7],
  [114.2, 23.1],
  [113.5, 23.1],
  [113.5, 22.9],
]
const size = { width: 900, height: 700 }
const padding = { top: 40, right: 40, bottom: 40, left: 40 }

it('shows all of the shape inside the padding, flat or tilted', () => {
  for (const pitch of [0, 42]) {
    const project = projector(fitCamera({ shape: square, size, padding, pitch }), size)
    const pixels = square.map((at) => project(at))
    expect(Math.min(...pixels.map(([x]) => x))).toBeGreaterThan(39)
    expect(Math.max(...pixels.map(([x]) => x))).toBeLessThan(861)
    expect(Math.min(...pixels.map(([, y]) => y))).toBeGreaterThan(39)
    expect(Math.max(...pixels.map(([, y]) => y))).toBeLessThan(661)
  }
})

it('keeps a triangle out of the corner a figure stands in, without making it smaller than it must be', () => {
  const triangle: LngLat[] = Array.from({ length: 60 }, (_, index) => {
    const part = index / 60
    return part < 0.5 ? [113.5 + part * 1.4, 23.1 - part * 0.8] : [114.2, 22.7 + (part - 0.5) * 0.8]
  })
  const figure = { x: 0, y: 560, width: 260, height: 140 }
  const clear = fitCamera({ shape: triangle, size, padding, keepClear: [figure], pitch: 0 })
  const free = fitCamera({ shape: triangle, size, padding, pitch: 0 })
  expect(clear.zoom).toBeGreaterThan(free.zoom - 0.3)
  for (const at of triangle) {
    const [x, y] = projector(clear, size)(at)
    expect(x > figure.x && x < figure.x + figure.width && y > figure.y).toBe(false)
  }
})

it('shows the shape whole when words leave it no room', () => {
  const everywhere = { x: 0, y: 0, width: 900, height: 700 }
  const project = projector(fitCamera({ shape: square, size, padding, keepClear: [everywhere], pitch: 0 }), size)
  expect(project([113.85, 22.9])[0]).toBeCloseTo(450, 0)
})
