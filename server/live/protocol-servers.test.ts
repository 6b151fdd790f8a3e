import { describe, expect, it } from 'vitest'
import type { ResumeAnswer } from '#contract/live.ts'
import { scriptedHub } from './testing/scripted-hub.ts'
import { testedCity } from './testing/tested-city.ts'

const NORTH = { metric: 'tiny.calls', area: 'north' }
const SOUTH = { metric: 'tiny.calls', area: 'south' }
const VIEW = { series: [NORTH] }

describe('several servers', () => {
  it('[P112] a reader that another server has told more than this one knows is answered once this one knows it too', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    hub.say('tiny.calls', 'north', 1)
    hub.lag(2)
    const screen = await city.connect()
    let answer: ResumeAnswer | undefined
    const asked = screen.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 2 }).then((said) => {
      answer = said
    })
    city.tick()
    await screen.settle()
    expect(answer).toBeUndefined()
    hub.say('tiny.calls', 'north', 2)
    city.tick()
    await asked
    expect(answer).toMatchObject({ status: 'resumed', patches: [] })
    hub.say('tiny.calls', 'north', 3)
    city.tick()
    await screen.settle()
    expect(screen.patches).toMatchObject([{ from: 2, to: 3, points: [{ value: 3 }] }])
  })

  it('[P112] a reader with a revision that never comes is told after two seconds to begin anew', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    hub.say('tiny.calls', 'north', 1)
    hub.lag(99)
    const screen = await city.connect()
    let answer: ResumeAnswer | undefined
    const asked = screen.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 99 }).then((said) => {
      answer = said
    })
    await screen.settle()
    for (let tick = 0; tick < 7; tick++) {
      city.tick()
      await screen.settle()
    }
    expect(answer).toBeUndefined()
    city.tick()
    await asked
    expect(answer).toMatchObject({ status: 'snapshot-needed', revision: 1 })
  })

  it('[P113] a quiet view is brought to the cursor of whoever comes from a server that said more of it', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const stayed = await city.connect()
    await stayed.ask('subscribe', VIEW)
    hub.say('tiny.calls', 'south', 1)
    city.tick()
    await stayed.settle()
    expect(stayed.patches).toEqual([])
    const came = await city.connect()
    const asked = came.ask<ResumeAnswer>('resume', { ...VIEW, epoch: 'epoch-1', revision: 1 })
    await came.settle()
    city.tick()
    expect(await asked).toMatchObject({ status: 'resumed', patches: [] })
    await stayed.settle()
    expect(stayed.patches).toMatchObject([{ from: 0, to: 1, points: [] }])
    hub.say('tiny.calls', 'north', 2)
    city.tick()
    for (const screen of [stayed, came]) {
      await screen.settle()
      expect(screen.patches.at(-1)).toMatchObject({ from: 1, to: 2, points: [{ value: 2 }] })
    }
  })

  it('[P114] a server that hears nothing of the record sends no beats, so that its screens say that they are not live', async () => {
    const hub = scriptedHub()
    await using city = await testedCity(hub)
    const screen = await city.connect()
    await screen.ask('subscribe', { series: [SOUTH] })
    hub.cutOff(true)
    const before = screen.beats.length
    for (let tick = 0; tick < 8; tick++) city.tick()
    await screen.settle()
    expect(screen.beats.length).toBe(before)
    hub.cutOff(false)
    for (let tick = 0; tick < 8; tick++) city.tick()
    await screen.settle()
    expect(screen.beats.length).toBeGreaterThan(before)
  })
})
