import { describe, expect, it } from 'vitest'
import { dueAt, judge, type Patience } from './judge.ts'
import { CALM, type Grade, type Reading, type RuleState, type Transition } from './rule-state.ts'

const PATIENCE: Patience = { holdMs: 60_000, calmMs: 120_000, returnMs: 600_000 }
const SILENT: Reading = { kind: 'unjudged' }

function says(reached: Grade, kept: Grade = reached): Reading {
  return { kind: 'judged', reached, kept, why: { kind: 'threshold', value: reached, limit: 1, side: 'above' } }
}

/** Plays readings at seconds, and gives what was said. */
function play(steps: readonly (readonly [second: number, reading: Reading])[], patience = PATIENCE) {
  let state: RuleState = CALM
  const said: string[] = []
  const transitions: Transition[] = []
  for (const [second, reading] of steps) {
    const judged = judge(state, reading, second * 1000, patience, 'rain@town')
    state = judged.state
    if (!judged.transition) continue
    transitions.push(judged.transition)
    said.push(`${second} ${judged.transition.kind}`)
  }
  return { state, said, transitions }
}

describe('a rule', () => {
  it('does not wake anybody for a spike that is over before its hold', () => {
    expect(
      play([
        [0, says(2)],
        [30, says(0)],
        [70, says(0)],
      ]).said,
    ).toEqual([])
  })

  it('raises once what lasts, and clears once it has been over for long enough', () => {
    const { said } = play([
      [0, says(1)],
      [60, says(1)],
      [90, says(1)],
      [100, says(0)],
      [180, says(0)],
      [220, says(0)],
    ])
    expect(said).toEqual(['60 raise', '220 clear'])
  })

  it('stays raised inside the hysteresis, however often a figure crosses its limit there', () => {
    const { said } = play([
      [0, says(1)],
      [60, says(1)],
      [100, says(0, 1)],
      [300, says(1)],
      [500, says(0, 1)],
      [900, says(0, 1)],
    ])
    expect(said).toEqual(['60 raise'])
  })

  it('says that a warning became critical, and that it is a warning again', () => {
    const { said, transitions } = play([
      ...([
        [0, says(1)],
        [60, says(1)],
        [100, says(2)],
        [160, says(2)],
      ] as const),
      ...([
        [200, says(1)],
        [320, says(1)],
      ] as const),
    ])
    expect(said).toEqual(['60 raise', '160 change', '320 change'])
    expect(transitions.map((one) => ('grade' in one ? one.grade : 0))).toEqual([1, 2, 1])
  })

  it('takes silence neither for an end nor for a beginning', () => {
    expect(
      play([
        [0, says(2)],
        [30, SILENT],
        [90, SILENT],
        [100, says(2)],
        [130, says(2)],
      ]).said,
    ).toEqual([])
    const { said } = play([
      [0, says(2)],
      [60, says(2)],
      [70, says(0)],
      [80, SILENT],
      [300, SILENT],
      [310, says(0)],
      [400, says(0)],
    ])
    expect(said).toEqual(['60 raise'])
  })

  it('is the same alarm when it comes back soon, and clears more slowly each time', () => {
    const { transitions, said } = play([
      ...([
        [0, says(1)],
        [60, says(1)],
        [70, says(0)],
        [190, says(0)],
      ] as const),
      ...([
        [200, says(1)],
        [260, says(1)],
        [270, says(0)],
        [390, says(0)],
      ] as const),
      ...([
        [400, says(1)],
        [460, says(1)],
        [470, says(0)],
        [590, says(0)],
        [710, says(0)],
      ] as const),
    ])
    expect(said).toEqual(['60 raise', '190 clear', '260 raise', '390 clear', '460 raise', '710 clear'])
    expect(new Set(transitions.map(({ alarm }) => alarm)).size).toBe(1)
  })

  it('is another alarm when it comes back later', () => {
    const { transitions } = play([
      [0, says(1)],
      [60, says(1)],
      [70, says(0)],
      [190, says(0)],
      [1000, says(1)],
      [1060, says(1)],
    ])
    expect(new Set(transitions.map(({ alarm }) => alarm)).size).toBe(2)
  })

  it('without a hold is raised by its first figure', () => {
    expect(play([[5, says(1)]], { holdMs: 0, calmMs: 0, returnMs: 0 }).said).toEqual(['5 raise'])
  })

  it('tells when it must be looked at again though no figure comes', () => {
    const rising = judge(CALM, says(1), 1000, PATIENCE, 'n').state
    expect(dueAt(rising, PATIENCE)).toBe(61_000)
    const raised = judge(rising, says(1), 61_000, PATIENCE, 'n').state
    expect(dueAt(raised, PATIENCE)).toBeUndefined()
    expect(dueAt(judge(raised, says(0), 70_000, PATIENCE, 'n').state, PATIENCE)).toBe(190_000)
  })

  it('gives the very same state back when nothing changed', () => {
    const { state } = play([
      [0, says(1)],
      [60, says(1)],
    ])
    expect(judge(state, says(1), 90_000, PATIENCE, 'rain@town').state).toBe(state)
    expect(judge(CALM, says(0), 0, PATIENCE, 'n').state).toBe(CALM)
  })
})
