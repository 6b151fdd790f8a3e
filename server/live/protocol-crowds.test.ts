import { beforeEach, expect, it } from 'vitest'
import type { CaseCounts } from '#contract/case.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { Matter } from '#contract/matter.ts'
import { type MatterPatch, watchName } from '#contract/watch.ts'
import type { Subject } from '../access/policy/subject.ts'
import { area } from '../hub/testing/small-city.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterChanges } from '../matters/matter-store.ts'
import { noMatters } from './testing/no-matters.ts'
import { Watches } from './watches.ts'

const TREE = areaTree([area('city', 'city'), area('east', 'town', 'city'), area('west', 'town', 'city')])
const PERSON: Subject = {
  ...{ kind: 'person', account: { id: 'a', name: 'a' }, session: 's', assurance: 'trial', owes: [] },
  remit: { id: 'r', role: 'town-staff', area: 'east', domains: 'all' },
}

let watches: Watches
let told: MatterPatch[]
let known: Matter[]
let revision: number
let counts: CaseCounts
let change: (changes: MatterChanges) => void
let recount: () => void

beforeEach(() => {
  told = []
  known = [one('e1', 'east'), one('e2', 'east'), one('w1', 'west')]
  revision = 7
  counts = tallied(2)
  const base = noMatters(TREE)
  const book: MatterBook = {
    ...base.book,
    revision: () => revision,
    findAll: async (_kind, ids) => known.filter(({ id }) => ids.includes(id)),
    onChange: (hear) => {
      change = hear
      return () => undefined
    },
  }
  const life = { ...base.lives.case, inRoom: (state: unknown) => state }
  watches = new Watches({
    ...{ epoch: 'e', book, tree: TREE, now: () => 1, lives: { ...base.lives, case: life } },
    counts: {
      countsOf: async () => counts,
      onChange: (hear) => {
        recount = hear
        return () => undefined
      },
    },
  })
  watches.enter('me', PERSON, (patch) => told.push(patch))
})

it('[P88] follows no crowd whole, and of a page tells what is in reach of it and changes of that alone', async () => {
  await expect(watches.watch('me', { kind: 'case' })).rejects.toMatchObject({ code: 'case/too-many-to-watch' })
  const watched = await watches.watch('me', { kind: 'case', ids: ['e1', 'w1', 'nothing'] })
  expect(watched.matters.map(({ id }) => id)).toEqual(['e1'])
  expect(watched.watch).toBe(watchName({ kind: 'case', ids: ['e1', 'w1', 'nothing'] }))
  happened('e2', 'w1')
  expect(told).toEqual([])
  happened('e1')
  // One that is over stays on the page.
  known = known.map((matter) => ({ ...matter, isOpen: false }))
  happened('e1')
  expect(told.map(({ from, to, changed, gone }) => [from, to, changed.map(({ id }) => id), gone])).toEqual([
    [7, 9, ['e1'], []],
    [9, 10, ['e1'], []],
  ])
})

it('[P89] tells those who follow numbers no matters, and numbers when theirs are others', async () => {
  const watched = await watches.watch('me', { kind: 'case', counts: true })
  expect(watched).toMatchObject({ watch: 'case/counts', revision: 7, matters: [], counts: { total: { count: 2 } } })
  happened('e1')
  recount()
  await settled()
  expect(told).toEqual([])
  counts = tallied(3)
  revision = 12
  recount()
  await settled()
  expect(told).toMatchObject([{ watch: 'case/counts', from: 7, to: 12, changed: [], gone: [], counts: { total: { count: 3 } } }])
  watches.unwatch('me', { watch: 'case/counts' })
  counts = tallied(4)
  recount()
  await settled()
  expect(told).toHaveLength(1)
})

it('gives other pages other names, and the same page the same', () => {
  const name = (...ids: string[]) => watchName({ kind: 'case', ids })
  expect(name('a', 'b')).toBe(name('a', 'b'))
  expect(new Set([name('a', 'b'), name('b', 'a'), name('ab'), name('a'), name('a', 'b', 'c')]).size).toBe(5)
})

function one(id: string, area: string): Matter {
  return { kind: 'case', id, version: 1, revision: 1, openedAt: 1, changedAt: 1, isOpen: true, reach: { area }, state: {} }
}

function tallied(count: number): CaseCounts {
  return { at: 1, total: { count, overdue: 0 }, queues: [], areas: [], departments: [] }
}

/** Cases changed, each under the next revision. */
function happened(...ids: string[]): void {
  const from = revision
  revision += 1
  change({ from, to: revision, matters: known.filter(({ id }) => ids.includes(id)), events: [] })
}

/** What was promised before this call has come. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await Promise.resolve()
}
