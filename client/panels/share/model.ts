import type { Point } from '#contract/point.ts'

/** One part of a whole. */
export interface Part {
  readonly key: string
  readonly name: string
  readonly value: number
  /** Of all known parts, 0 to 1. */
  readonly share: number
  readonly point: Point | undefined
}

export interface ShareModel {
  /** Largest first; what does not get a piece of its own is together in the last one. */
  readonly parts: readonly Part[]
  readonly total: number
  /** Parts that have no figure now; they are not zero, and not in the total. */
  readonly unknown: number
}

/** Pieces a bar is cut into at most: one more could not be told from its neighbour. */
const MOST_PARTS = 6

/** Parts of a whole from their points. Negative figures have no share and are left out. */
export function shareModel(members: readonly { readonly point: Point; readonly name: string }[], otherName: string): ShareModel {
  const known = members.filter(({ point }) => point.value !== null && point.value >= 0)
  const total = known.reduce((sum, { point }) => sum + (point.value as number), 0)
  const part = (key: string, name: string, value: number, point: Point | undefined): Part => ({
    key,
    name,
    value,
    share: total > 0 ? value / total : 0,
    point,
  })
  const sorted = [...known].sort((a, b) => (b.point.value as number) - (a.point.value as number))
  const own = sorted.length > MOST_PARTS ? sorted.slice(0, MOST_PARTS - 1) : sorted
  const rest = sorted.slice(own.length)
  const parts = own.map(({ point, name }) => part(`${point.metric}@${point.area}`, name, point.value as number, point))
  if (rest.length > 0)
    parts.push(
      part(
        'rest',
        `${otherName} ${rest.length}`,
        rest.reduce((sum, { point }) => sum + (point.value as number), 0),
        undefined,
      ),
    )
  return { parts, total, unknown: members.length - known.length }
}
