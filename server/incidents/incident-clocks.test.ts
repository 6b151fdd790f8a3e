import { describe, expect, it } from 'vitest'
import { changeLevel } from './change-level.ts'
import { dueBy } from './clock.ts'
import { consequences } from './consequences.ts'
import { countCasualties } from './count-casualties.ts'
import { enterPhase } from './enter-phase.ts'
import { fileReport } from './file-report.ts'
import { givePost } from './give-post.ts'
import { takeCommand } from './take-command.ts'
import { TESTED_TABLES } from './testing/tested-tables.ts'
import { MINUTE, START, ToldIncident } from './testing/told-incident.ts'

const FIRST = { kind: 'first', mode: 'phone', to: 'duty room', fields: {} } as const
const FOLLOW_UP = { ...FIRST, kind: 'follow-up', mode: 'written' } as const

describe('the clock of a report', () => {
  it('runs from when the incident was heard of, and is overdue once', () => {
    const incident = new ToldIncident()
    expect(incident.state.deadlines).toMatchObject([{ id: 'phone#1', startedAt: START, dueAt: START + 30 * MINUTE }])
    expect(dueBy(incident.state, START + 30 * MINUTE - 1, TESTED_TABLES)).toEqual([])
    incident.now = START + 30 * MINUTE
    const missed = dueBy(incident.state, incident.now, TESTED_TABLES)
    expect(missed).toMatchObject([{ type: 'incident.deadline-missed', body: { id: 'phone#1' } }])
    incident.append('clock', missed)
    expect(dueBy(incident.state, START + 90 * MINUTE, TESTED_TABLES)).toEqual([])
    incident.do('duty', fileReport, FIRST)
    expect(incident.state.deadlines[0]).toMatchObject({ missedAt: START + 30 * MINUTE, metAt: incident.now, report: 1 })
  })

  it('is met by a report of its kind that went its way, and by no other', () => {
    const incident = new ToldIncident()
    incident.do('duty', fileReport, { ...FIRST, mode: 'written' })
    expect(incident.state.deadlines[0]?.metAt).toBeUndefined()
    incident.do('duty', fileReport, FIRST)
    expect(incident.state.deadlines[0]).toMatchObject({ metAt: START, report: 2 })
  })

  it('for grave incidents begins when the level is judged, comes round with each report, and goes with the level', () => {
    const incident = new ToldIncident()
    incident.now = START + 90 * MINUTE
    incident.do('chief', changeLevel, { field: 'event', from: null, to: 'II', reason: 'worse', term: 0 })
    const hourly = () => incident.state.deadlines.filter(({ rule }) => rule === 'hourly')
    expect(hourly()).toMatchObject([{ startedAt: START + 90 * MINUTE, dueAt: START + 150 * MINUTE }])
    incident.now = START + 100 * MINUTE
    incident.do('duty', fileReport, FOLLOW_UP)
    expect(hourly()).toMatchObject([{ metAt: START + 100 * MINUTE }, { id: 'hourly#2', dueAt: START + 160 * MINUTE }])
    incident.do('chief', changeLevel, { field: 'event', from: 'II', to: 'III', reason: 'better', term: 0 })
    expect(hourly()).toHaveLength(1)
  })

  it('asks for no more follow-ups once the emergency has ended', () => {
    const incident = new ToldIncident()
    incident.do('chief', changeLevel, { field: 'event', from: null, to: 'I', reason: 'grave', term: 0 })
    incident.do('chief', enterPhase, { phase: 'ended', term: 0 })
    expect(incident.state.deadlines.map(({ rule }) => rule)).toEqual(['phone'])
  })

  it('has nothing more to say after it has said it', () => {
    const incident = new ToldIncident()
    incident.do('chief', changeLevel, { field: 'event', from: null, to: 'II', reason: 'worse', term: 0 })
    const figures = { dead: 3, missing: 1, serious: null, minor: null, trapped: null, evacuated: null }
    incident.do('duty', countCasualties, { after: 0, figures, source: '120' })
    incident.do('duty', fileReport, FOLLOW_UP)
    expect(consequences(incident.state, TESTED_TABLES)).toEqual([])
    expect(incident.log.filter(({ type }) => type === 'incident.level-proposed')).toHaveLength(1)
  })
})

describe('the lease of a commander', () => {
  const LEASE = TESTED_TABLES.leaseMinutes * MINUTE

  it('that runs out is told once; nobody takes over by themselves where there is no deputy', () => {
    const incident = new ToldIncident()
    incident.do('chief', takeCommand, { term: 0 })
    expect(dueBy(incident.state, START + LEASE - 1, TESTED_TABLES).map(({ type }) => type)).toEqual([])
    incident.now = START + LEASE
    incident.append('clock', dueBy(incident.state, incident.now, TESTED_TABLES))
    expect(incident.state.command).toMatchObject({ term: 1, commander: { id: 'chief' }, lapsedAt: START + LEASE })
    expect(dueBy(incident.state, START + 2 * LEASE, TESTED_TABLES).map(({ type }) => type)).toEqual(['incident.deadline-missed'])
    incident.do('other', takeCommand, { term: 1 })
    expect(incident.state.command).toMatchObject({ term: 2, commander: { id: 'other' } })
    expect(incident.state.command.lapsedAt).toBeUndefined()
  })

  it('promotes the deputy when it runs out, and not a moment before', () => {
    const incident = new ToldIncident()
    incident.do('chief', takeCommand, { term: 0 })
    incident.do('chief', givePost, { post: 'deputy', person: 'second', term: 1 })
    expect(() => incident.do('second', takeCommand, { term: 1 })).toThrow(coded('incident/commanded'))
    incident.now = START + LEASE
    expect(() => incident.do('third', takeCommand, { term: 1 })).toThrow(coded('incident/commanded'))
    incident.append('clock', dueBy(incident.state, incident.now, TESTED_TABLES))
    expect(incident.state.command).toMatchObject({ term: 2, commander: { id: 'second' }, leaseEndsAt: START + 2 * LEASE })
    expect(incident.state.posts).toEqual([])
  })
})

function coded(code: string) {
  return expect.objectContaining({ code })
}
