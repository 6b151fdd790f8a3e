import { expect, it } from 'vitest'
import type { Matter } from '#contract/matter.ts'
import type { MatterPatch } from '#contract/watch.ts'
import { createMattersStore } from './matters.ts'

const CURSOR = { epoch: 'e', revision: 3 }

it('shows what there is, then each change in turn, oldest matter first', () => {
  const { store, woken } = followed()
  store.begin({ watch: 'order', ...CURSOR, at: 0, matters: [matter('b', 2), matter('a', 1)] })
  expect(ids(store)).toEqual(['a', 'b'])
  expect(store.apply(patch(3, 5, { changed: [matter('c', 0)], gone: ['b'] }))).toBe(true)
  expect(ids(store)).toEqual(['c', 'a'])
  expect(woken()).toBe(2)
})

it('asks again rather than join what does not continue where it stands', () => {
  const { store } = followed()
  store.begin({ watch: 'order', ...CURSOR, at: 0, matters: [] })
  expect(store.apply(patch(4, 5, { changed: [matter('a', 1)] }))).toBe(false)
  expect(store.apply({ ...patch(3, 5, { changed: [matter('a', 1)] }), epoch: 'other' })).toBe(false)
  expect(store.apply(patch(1, 2, { changed: [matter('a', 1)] }))).toBe(true)
  expect(ids(store)).toEqual([])
})

it('keeps the log without a gap or a repetition', () => {
  const store = createMattersStore()
  store.follow({ kind: 'order', id: 'a', log: true }, () => undefined)
  const entry = (version: number) => ({
    version,
    revision: version,
    event: { type: 'order.read', at: version, actor: { kind: 'rule' as const, id: 'r', name: 'r' }, body: null },
  })
  store.begin({ watch: 'order/a/log', ...CURSOR, at: 0, matters: [matter('a', 1)], log: [entry(1), entry(2)] })
  store.apply({ ...patch(3, 4, { changed: [matter('a', 1)] }), watch: 'order/a/log', log: [entry(2), entry(3)] })
  const now = store.get('order/a/log')
  expect(now.kind === 'following' && now.log.map(({ version }) => version)).toEqual([1, 2, 3])
})

it('follows as long as anybody draws it, and no longer', () => {
  const store = createMattersStore()
  const heard: number[] = []
  store.onWanted(() => heard.push(store.wanted().length))
  const stops = [1, 2].map(() => store.follow({ kind: 'order' }, () => undefined))
  for (const stop of stops) stop()
  expect(heard).toEqual([1, 0])
  expect(store.get('order')).toEqual({ kind: 'waiting' })
})

function followed() {
  const store = createMattersStore()
  let count = 0
  store.follow({ kind: 'order' }, () => {
    count += 1
  })
  return { store, woken: () => count }
}

function ids(store: ReturnType<typeof createMattersStore>): readonly string[] {
  const now = store.get('order')
  return now.kind === 'following' ? now.matters.map(({ id }) => id) : []
}

function matter(id: string, openedAt: number): Matter {
  return {
    kind: 'order',
    id,
    version: 1,
    revision: 1,
    openedAt,
    changedAt: openedAt,
    isOpen: true,
    reach: { area: 'city' },
    state: {},
  }
}

function patch(from: number, to: number, fields: Partial<MatterPatch>): MatterPatch {
  return { watch: 'order', epoch: 'e', from, to, at: 0, changed: [], gone: [], ...fields }
}
