import { expect, it } from 'vitest'
import type { Matter } from '#contract/matter.ts'
import { createMattersStore } from '../state/matters.ts'
import { createMomentStore } from '../state/moment.ts'
import { createPastMatters } from './past-matters.ts'

it('shows what was open at the moment, and nothing of another moment in between', async () => {
  const screen = bench()
  expect(screen.ids()).toBeUndefined()
  await screen.pass()
  expect(screen.ids()).toEqual(['opened-at-5000'])
  screen.moment.send({ kind: 'seek', at: 9_000 })
  expect(screen.ids()).toBeUndefined()
  await screen.pass()
  expect(screen.ids()).toEqual(['opened-at-9000'])
})

it('asks once for all moments the slider passes over', async () => {
  const screen = bench()
  await screen.pass()
  for (let at = 1_000; at < 2_000; at += 10) screen.moment.send({ kind: 'seek', at })
  await screen.pass()
  expect(screen.asked).toEqual([5_000, 1_990])
})

it('looks again every now and then while the past is played, and keeps what it shows until then', async () => {
  const screen = bench()
  await screen.pass()
  screen.moment.send({ kind: 'play' })
  screen.moment.send({ kind: 'pass', at: 6_000 })
  expect(screen.ids()).toEqual(['opened-at-5000'])
  await screen.pass()
  expect(screen.ids()).toEqual(['opened-at-6000'])
  screen.moment.send({ kind: 'pass', at: 8_000 })
  await screen.pass()
  expect(screen.ids()).toEqual(['opened-at-8000'])
})

it('says that what was dealt with then could not be read', async () => {
  const screen = bench()
  screen.fail('record/unavailable')
  await screen.pass()
  expect(screen.matters.get('order')).toEqual({ kind: 'refused', code: 'record/unavailable' })
})

function bench() {
  const moment = createMomentStore(() => ({ begunAt: 0, now: 1_000_000 }))
  moment.send({ kind: 'look-back', at: 5_000 })
  const matters = createMattersStore()
  const due: (() => void)[] = []
  const asked: number[] = []
  let failure: string | undefined
  createPastMatters({
    moment,
    matters,
    after: (_ms, run) => {
      due.push(run)
      return () => {
        const place = due.indexOf(run)
        if (place >= 0) due.splice(place, 1)
      }
    },
    read: async (_watch, at) => {
      asked.push(at)
      if (failure !== undefined) throw Object.assign(new Error(failure), { code: failure })
      return { epoch: 'e', revision: at, matters: [{ kind: 'order', id: `opened-at-${at}`, openedAt: at } as Matter], log: [] }
    },
  })
  matters.follow({ kind: 'order' }, () => undefined)
  return {
    moment,
    matters,
    asked,
    fail: (code: string) => {
      failure = code
    },
    pass: async () => {
      for (const run of due.splice(0)) run()
      for (let turn = 0; turn < 8; turn++) await Promise.resolve()
    },
    ids: () => {
      const followed = matters.get('order')
      return followed.kind === 'following' ? followed.matters.map(({ id }) => id) : undefined
    },
  }
}
