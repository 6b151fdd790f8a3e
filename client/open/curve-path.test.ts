import { describe, expect, it } from 'vitest'
import { curvePath, hasCurve } from './curve-path.ts'

describe('the curve of a city', () => {
  it('runs from the first value to the last, the highest at the top', () => {
    const path = curvePath(
      [
        [0, 1],
        [10, 3],
        [20, 2],
      ],
      100,
      40,
    )
    expect(path?.line).toBe('M0 40L50 0L100 20')
    expect(path?.end).toEqual({ x: 100, y: 20 })
  })

  it('never bridges silence', () => {
    expect(
      curvePath(
        [
          [0, 1],
          [10, 3],
          [40, 2],
          [50, 2],
        ],
        100,
        40,
      )?.line.match(/M/g),
    ).toHaveLength(2)
    expect(
      curvePath(
        [
          [0, 1],
          [10, null],
          [20, 2],
          [30, 2],
          [40, 3],
        ],
        100,
        40,
      )?.line.match(/M/g),
    ).toHaveLength(2)
  })

  it('lies in the middle where nothing changes, and is not drawn of two values', () => {
    expect(
      curvePath(
        [
          [0, 5],
          [10, 5],
          [20, 5],
        ],
        100,
        40,
      )?.line,
    ).toBe('M0 20L50 20L100 20')
    expect(
      hasCurve([
        [0, 5],
        [10, null],
        [20, 5],
      ]),
    ).toBe(false)
    expect(
      curvePath(
        [
          [0, 5],
          [20, 5],
        ],
        100,
        40,
      ),
    ).toBeUndefined()
  })
})
