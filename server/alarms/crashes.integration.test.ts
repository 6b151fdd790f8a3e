import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alarm } from '#contract/alarm.ts'
import { eventsOf, listMatters } from '../matters/matter-store.ts'
import { type Database, openDatabase, type Transaction } from '../record/database.ts'
import { RecordFault } from '../record/record-store.ts'
import { seeded } from '../testing/seeded.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { AlarmEngine } from './alarm-engine.ts'
import { judge, type Patience } from './judge.ts'
import { CALM, type Grade, type Reading, type RuleState } from './rule-state.ts'
import { tellingFigures } from './testing/telling-figures.ts'
import { watchedRule } from './testing/watched-rule.ts'

const PATIENCE: Patience = { holdMs: 2_000, calmMs: 3_000, returnMs: 9_000 }
const RULES = ['a', 'b', 'c'].map((area) => watchedRule('rule', area, PATIENCE))
const STEPS = 120

let postgres: TestedDatabase
beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())

describe.each([1, 2, 3])('with seed %i, while servers end in the middle of everything', (seed) => {
  it('raises every alarm once and loses none: the record tells what a server that never ended would have told', async () => {
    const random = seeded(seed)
    const story = Array.from({ length: STEPS }, () => Object.fromEntries(RULES.map(({ name }) => [name, saying(random)])))
    const database = openDatabase(await postgres.migrated())
    let at = 0
    let ends = 0
    const figures = tellingFigures(({ name }) => story[at]?.[name] ?? { kind: 'unjudged' })
    const start = async (database: Database) => {
      const engine = new AlarmEngine({ rules: RULES, figures, database })
      await engine.restore(at * 1000)
      return engine
    }
    let engines = [await start(database), await start(database)]
    for (; at < STEPS; at += 1) {
      const latest = RULES.map(({ said }) => ({ metric: 'rule', area: said.area, step: 'PT1M' }) as never)
      for (const engine of engines) engine.hear({ latest })
      // A server that ends before its transaction was committed, after it was, or without having looked at all.
      if (random() < 0.4) {
        ends += 1
        const when = random() < 0.5 ? 'before' : 'after'
        const dying = await start(failing(database, when))
        await dying.tick(at * 1000).catch((fault: unknown) => expect(fault).toBeInstanceOf(RecordFault))
        engines = [await start(database), engines[1] as AlarmEngine]
      }
      await Promise.all(engines.map((engine) => engine.tick(at * 1000)))
    }
    expect(ends).toBeGreaterThan(20)
    expect(await toldOf(database)).toEqual(toldByOne(story))
    await database.close()
  })
})

/** What the record tells of every alarm: its id, and what happened when. */
async function toldOf(database: Database): Promise<readonly string[]> {
  const alarms = (await listMatters(database, { kind: 'alarm', limit: 1000 })) as readonly Alarm[]
  const told: string[] = []
  for (const { id } of alarms)
    for (const { event } of await eventsOf(database, 'alarm', id))
      told.push(`${event.at} ${id} ${event.type.replace('alarm.', '')}`)
  return told.sort()
}

/** What one server that never ends tells of the same figures. */
function toldByOne(story: readonly Readonly<Record<string, Reading>>[]): readonly string[] {
  const said = { raise: 'raised', change: 'changed', clear: 'cleared' } as const
  return RULES.flatMap(({ name }) => {
    let state: RuleState = CALM
    return story.flatMap((readings, step) => {
      const judged = judge(state, readings[name] as Reading, step * 1000, PATIENCE, name)
      state = judged.state
      const { transition } = judged
      return transition ? [`${step * 1000} ${transition.alarm} ${said[transition.kind]}`] : []
    })
  }).sort()
}

/** A database that is lost with the first transaction: before it was committed, or when its answer was on the way. */
function failing(database: Database, when: 'before' | 'after'): Database {
  return {
    ...database,
    transaction: async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
      const lost = new RecordFault('record/unavailable')
      await database.transaction(async (tx) => {
        await work(tx)
        if (when === 'before') throw lost
      })
      throw lost
    },
  }
}

function saying(random: () => number): Reading {
  const part = random()
  if (part < 0.1) return { kind: 'unjudged' }
  const reached: Grade = part < 0.45 ? 0 : part < 0.8 ? 1 : 2
  const kept = Math.max(reached, random() < 0.2 ? 1 : 0) as Grade
  return { kind: 'judged', reached, kept, why: { kind: 'threshold', value: reached, limit: 1, side: 'above' } }
}
