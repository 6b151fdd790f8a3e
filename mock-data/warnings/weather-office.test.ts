import { describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import { readScenario } from '../scenario.ts'
import type { Weather } from '../weather.ts'
import { EASES_AFTER_MS, nextSteps } from './office.ts'
import { warnSteps, weatherOffice } from './weather-office.ts'

const both = (name: string) => ({ zh: name, en: name })
const TREE = areaTree([
  { code: 'city', level: 'city', names: both('City') },
  { code: 'east', level: 'zone', parent: 'city', names: both('East & West') },
  { code: 'west', level: 'zone', parent: 'city', names: both('West') },
])
const CALM: Weather = { rain: 0, wet: 0, gust: 5, temperature: 20 }
const MINUTE = 60_000

describe('the simulated weather office', () => {
  it('warns when its own sky passes a limit, says more at once and less only after a while, and then ends it', async () => {
    const sky = new Map<string, Weather>([
      ['east', CALM],
      ['west', CALM],
    ])
    const sent: string[] = []
    const office = weatherOffice({ tree: TREE, weather: (area) => sky.get(area) ?? CALM, send: taking(sent) }, [])
    let now = 0
    const pass = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        now += MINUTE
        await office(now)
      }
    }
    await pass(5)
    expect(sent).toEqual([])
    sky.set('east', { ...CALM, wet: 55 })
    await pass(1)
    expect(kinds(sent)).toEqual(['Alert Severe'])
    expect(sent[0]).toContain('East &amp; West')
    sky.set('west', { ...CALM, wet: 120 })
    await pass(1)
    expect(kinds(sent)).toEqual(['Alert Severe', 'Update Extreme'])
    sky.set('east', CALM).set('west', CALM)
    await pass(EASES_AFTER_MS / MINUTE)
    expect(sent).toHaveLength(2)
    await pass(1)
    expect(kinds(sent)).toEqual(['Alert Severe', 'Update Extreme', 'Cancel Extreme'])
    expect(sent[2]?.match(/<references>(.*)<\/references>/)?.[1]?.split(' ')).toHaveLength(2)
  })

  it('tries again with its next look when the door did not take it', async () => {
    const sent: string[] = []
    let isAway = true
    const send = async (document: string) => !isAway && sent.push(document) > 0
    const office = weatherOffice({ tree: TREE, weather: () => ({ ...CALM, temperature: 38 }), send }, [])
    await office(MINUTE)
    isAway = false
    await office(2 * MINUTE)
    expect(kinds(sent)).toEqual(['Alert Severe'])
  })

  it('issues what a scenario says, when it says so, once', async () => {
    const scenario = readScenario('typhoon-flood')
    const sent: string[] = []
    const clock = { startedAt: 0, speed: 60 }
    const office = weatherOffice({ tree: TREE, weather: () => CALM, send: taking(sent), played: { scenario, clock } }, [])
    const [first] = warnSteps(scenario)
    await office(((first?.at ?? 0) / 60) * 1000 - 1)
    expect(sent).toEqual([])
    for (const more of [0, 1_000, 2_000]) await office(((first?.at ?? 0) / 60) * 1000 + more)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('<event>台风</event>')
    expect(sent[0]).toContain('<value>441900</value>')
    expect(sent[0]).toContain('<parameter><valueName>colour</valueName><value>blue</value>')
  })

  it('prolongs what the sky still asks for, and leaves alone what stands as it should', () => {
    const standing = { hazard: 'rainstorm', colour: 'orange', areas: ['east'], untilAt: 100 * MINUTE, references: ['a'] } as const
    const weather = new Map([['east', { ...CALM, wet: 60 }]])
    expect(nextSteps(weather, new Map([['rainstorm', standing]]), 10 * MINUTE)).toEqual([])
    expect(nextSteps(weather, new Map([['rainstorm', standing]]), 80 * MINUTE)).toMatchObject([
      { kind: 'update', colour: 'orange' },
    ])
  })
})

function taking(sent: string[]) {
  return async (document: string) => {
    sent.push(document)
    return true
  }
}

function kinds(sent: readonly string[]): string[] {
  return sent.map((text) => `${/<msgType>(\w+)</.exec(text)?.[1]} ${/<severity>(\w+)</.exec(text)?.[1]}`)
}
