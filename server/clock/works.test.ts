import { expect, it } from 'vitest'
import { DrivenClock } from './driven-clock.ts'
import { type WorkName, Works } from './works.ts'

function ground() {
  const clock = new DrivenClock(0)
  const faults: string[] = []
  const works = new Works({ now: clock.now, onFault: (name, fault) => faults.push(`${name}: ${fault}`) })
  const pass = async (ms: number) => {
    clock.moveTo(clock.now() + ms)
    await clock.tick()
  }
  return { clock, faults, works, pass }
}

it('tells of a work that fails since when it waits, of the others nothing, and nothing more once it is done', async () => {
  const { clock, faults, works, pass } = ground()
  let isAway = true
  works.keep('orders', { clock, work: () => (isAway ? Promise.reject('away') : Promise.resolve()) })
  works.keep('cases', { clock, work: () => Promise.resolve() })
  for (let second = 0; second < 30; second++) await pass(1_000)
  expect(works.waiting()).toEqual([
    { name: 'orders', ms: 29_000 },
    { name: 'cases', ms: 0 },
  ])
  expect(faults).toEqual(['orders: away'])
  isAway = false
  await pass(1_000)
  expect(works.waiting().map(({ ms }) => ms)).toEqual([0, 0])
})

it('tells of a turn that does not come to its end', async () => {
  const { clock, works } = ground()
  const turn = Promise.withResolvers<void>()
  works.keep('hub', { clock, everyMs: 250, work: () => turn.promise })
  for (let second = 1; second <= 20; second++) {
    clock.moveTo(second * 1_000)
    void clock.tick()
  }
  expect(works.waiting()).toEqual([{ name: 'hub', ms: 19_000 }])
  turn.resolve()
})

it('says nothing of a work that another server has by now, however it went here', async () => {
  const { clock, works, pass } = ground()
  let leads = true
  works.keep('orders', { clock, isOurs: () => leads, work: () => Promise.reject('away') })
  await pass(1_000)
  await pass(60_000)
  expect(works.waiting()).toEqual([{ name: 'orders', ms: 60_000 }])
  leads = false
  expect(works.waiting()).toEqual([{ name: 'orders', ms: 0 }])
})

it('says nothing of works that are not begun here, and of none that was ended', async () => {
  const { clock, works, pass } = ground()
  const never: WorkName = 'pages'
  works.keep(never, { clock: { every: () => () => undefined }, work: () => Promise.reject('not here') })
  const stop = works.keep('plans', { clock, work: () => Promise.reject('away') })
  await pass(60_000)
  await stop()
  expect(works.waiting()).toEqual([{ name: never, ms: 0 }])
})
