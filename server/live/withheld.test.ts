import { expect, it } from 'vitest'
import type { Patch } from '#contract/live.ts'
import { HeldView } from './held-view.ts'
import { RoomPatch } from './room-patch.ts'
import { pointOf } from './testing/scripted-hub.ts'
import { canonicalView, keyOf } from './view.ts'
import { Withheld } from './withheld.ts'

const [NORTH, SOUTH] = [pointOf('tiny.calls', 'north', 0, 0), pointOf('tiny.calls', 'south', 0, 0)]
const VIEW = canonicalView([keyOf(NORTH), keyOf(SOUTH)], 'latest', 'json')

it('owes each of those that are held the newest of what changed since it was, however long the others are', () => {
  const withheld = new Withheld()
  const first = new HeldView(VIEW, 0, withheld)
  const tell = (to: number, ...points: Patch['points']) => {
    const told = new RoomPatch(VIEW, { view: VIEW.id, epoch: 'e', from: to - 1, to, at: to, points })
    withheld.add(told)
    for (const each of held) each.withhold(told)
  }
  const held = [first]
  tell(1, { ...NORTH, value: 1 }, { ...SOUTH, value: 1 })
  const second = new HeldView(VIEW, 1, withheld)
  held.push(second)
  tell(2, { ...NORTH, value: 2 })
  const late = new HeldView(VIEW, 2, withheld)
  expect(valuesOf(first)).toEqual({ kind: 'conflated', from: 0, to: 2, values: { north: 2, south: 1 } })
  expect(valuesOf(second)).toEqual({ kind: 'patches', from: 1, to: 2, values: { north: 2 } })
  expect(late.owed()).toEqual({ kind: 'nothing' })
  first.restart(2)
  tell(3, { ...SOUTH, value: 3 })
  expect(valuesOf(first)).toEqual({ kind: 'patches', from: 2, to: 3, values: { south: 3 } })
  expect(valuesOf(second)).toEqual({ kind: 'conflated', from: 1, to: 3, values: { north: 2, south: 3 } })
})

/** What is owed, as a reader would see it. */
function valuesOf(held: HeldView) {
  const owed = held.owed()
  const patch = owed.kind === 'conflated' ? owed.patch : owed.kind === 'patches' ? owed.patches[0] : undefined
  const points = (patch?.points ?? []) as Patch['points']
  return { kind: owed.kind, from: patch?.from, to: patch?.to, values: Object.fromEntries(points.map((p) => [p.area, p.value])) }
}
