import { describe, expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { cityModel } from './city-model.ts'
import { CommitRing } from './commit-ring.ts'
import type { Commit } from './hub-port.ts'
import { metricPlans } from './metric-plan.ts'
import { catalogue, metric } from './testing/small-city.ts'
import { emptyPoint } from './to-point.ts'

const plan = [...metricPlans(cityModel(catalogue([metric('calls.made')]))).values()][0]
const POINT: Point | undefined = plan && emptyPoint(plan, 'city', 'PT1M', null, 3, 'empty')

function commit(revision: number, points = 1): Commit {
  return { revision, at: revision, revised: Array.from({ length: points }, () => POINT as Point), latest: [] }
}

describe('the newest commits', () => {
  it('are given to whoever stands within them, and to nobody else', () => {
    const ring = new CommitRing(10)
    for (const revision of [11, 12, 13]) ring.push(commit(revision))
    const since = (revision: number) => ring.since(revision)?.map((one) => one.revision)
    expect(since(9)).toBeUndefined()
    expect(since(10)).toEqual([11, 12, 13])
    expect(since(12)).toEqual([13])
    expect(since(13)).toEqual([])
    expect(since(14)).toBeUndefined()
  })

  it('are given before the first commit to whoever is up to date', () => {
    expect(new CommitRing(10).since(10)).toEqual([])
  })

  it('are forgotten beyond their number and beyond their points, the oldest first', () => {
    const byNumber = new CommitRing(0, { commits: 2, points: 100 })
    for (const revision of [1, 2, 3]) byNumber.push(commit(revision))
    expect(byNumber.since(0)).toBeUndefined()
    expect(byNumber.since(1)).toHaveLength(2)
    const byPoints = new CommitRing(0, { commits: 100, points: 10 })
    for (const revision of [1, 2, 3]) byPoints.push(commit(revision, 4))
    expect(byPoints.since(0)).toBeUndefined()
    expect(byPoints.since(1)).toHaveLength(2)
  })

  it('say how much of their room is taken, by whichever bound is nearer', () => {
    const ring = new CommitRing(0, { commits: 10, points: 10 })
    expect(ring.share()).toBe(0)
    ring.push(commit(1))
    expect(ring.share()).toBe(0.1)
    ring.push(commit(2, 4))
    expect(ring.share()).toBe(0.5)
    for (const revision of [3, 4]) ring.push(commit(revision, 6))
    expect(ring.share()).toBe(0.6)
  })

  it('forget even a single commit that is too large, and say so', () => {
    const ring = new CommitRing(0, { commits: 100, points: 10 })
    ring.push(commit(1, 50))
    expect(ring.since(0)).toBeUndefined()
    expect(ring.since(1)).toEqual([])
  })
})
