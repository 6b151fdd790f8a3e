import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import { CASUALTY_FIGURES, FOLLOWING, LEVEL_FIELDS, LEVELS, PHASES, type Phase, REOPEN_MS } from '#contract/incident.ts'
import { answerOffer } from './answer-offer.ts'
import { answerRoll } from './answer-roll.ts'
import { callRoll } from './call-roll.ts'
import { changeLevel } from './change-level.ts'
import { dueBy } from './clock.ts'
import { countCasualties, lowerFigures } from './count-casualties.ts'
import { drawMark } from './draw-mark.ts'
import { enterPhase } from './enter-phase.ts'
import { fileReport } from './file-report.ts'
import { givePost } from './give-post.ts'
import { incidentInRoom } from './incident-in-room.ts'
import { offerCommand } from './offer-command.ts'
import { readMessages } from './read-messages.ts'
import { removeMark } from './remove-mark.ts'
import { renewCommand } from './renew-command.ts'
import { reopenIncident } from './reopen-incident.ts'
import { sendMessage } from './send-message.ts'
import { takeCommand } from './take-command.ts'
import { TESTED_TABLES } from './testing/tested-tables.ts'
import { MINUTE, ToldIncident } from './testing/told-incident.ts'

type Step = (incident: ToldIncident) => void

const who = fc.constantFrom('Anna', 'Boris', 'Clara', 'Daniel')
/** Terms around the present one: people act on what they saw a while ago. */
const behind = fc.constantFrom(0, 0, 0, 1, 2)
const level = fc.option(fc.constantFrom(...LEVELS), { nil: null })
const count = fc.option(fc.nat(60), { nil: null })

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.nat(40).map((minutes) => (it: ToldIncident) => {
    it.now += minutes * MINUTE
  }),
  fc.constant((it: ToldIncident) => {
    const due = dueBy(it.state, it.now, TESTED_TABLES)
    if (due.length > 0) it.append('clock', due)
  }),
  fc.tuple(who, behind).map(
    ([one, late]) =>
      (it: ToldIncident) =>
        void it.do(one, takeCommand, { term: term(it, late) }),
  ),
  fc.tuple(who, behind).map(
    ([one, late]) =>
      (it: ToldIncident) =>
        void it.do(one, renewCommand, { term: term(it, late) }),
  ),
  fc.tuple(who, who, behind).map(
    ([one, to, late]) =>
      (it: ToldIncident) =>
        void it.do(one, offerCommand, { to, term: term(it, late) }),
  ),
  fc.tuple(who, fc.constantFrom('accept', 'decline', 'withdraw'), behind).map(
    ([one, answer, late]) =>
      (it: ToldIncident) =>
        void it.do(one, answerOffer, { answer, term: term(it, late) }),
  ),
  fc.tuple(who, who, behind).map(
    ([one, person, late]) =>
      (it: ToldIncident) =>
        void it.do(one, givePost, { post: 'deputy', person, term: term(it, late) }),
  ),
  fc.tuple(who, fc.constantFrom(...LEVEL_FIELDS), level, level, behind).map(
    ([one, field, from, to, late]) =>
      (it: ToldIncident) =>
        void it.do(one, changeLevel, {
          field,
          from: from ?? it.state.levels[field]?.level ?? null,
          to,
          reason: 'r',
          term: term(it, late),
        }),
  ),
  fc.tuple(who, fc.constantFrom(...PHASES), behind).map(
    ([one, phase, late]) =>
      (it: ToldIncident) =>
        void it.do(one, enterPhase, { phase, term: term(it, late) }),
  ),
  who.map((one) => (it: ToldIncident) => void it.do(one, reopenIncident, { reason: 'again' })),
  fc
    .tuple(who, fc.tuple(count, count, count, count, count, count), fc.boolean())
    .map(([one, figures, hasReason]) => (it: ToldIncident) => {
      const said = Object.fromEntries(CASUALTY_FIGURES.map((figure, index) => [figure, figures[index] ?? null]))
      const input = { after: it.state.casualties.length, figures: said as never, source: '120' }
      it.do(one, countCasualties, hasReason ? { ...input, reason: 'corrected' } : input)
    }),
  fc.tuple(who, fc.constantFrom('first', 'follow-up', 'final'), fc.constantFrom('phone', 'written', 'system')).map(
    ([one, kind, mode]) =>
      (it: ToldIncident) =>
        void it.do(one, fileReport, { kind, mode, to: 'x', fields: { place: ' ' } }),
  ),
  who.map((one) => (it: ToldIncident) => void it.do(one, sendMessage, { text: 'hello' })),
  fc.tuple(who, fc.nat(5)).map(
    ([one, no]) =>
      (it: ToldIncident) =>
        void it.do(one, readMessages, { no: no + 1 }),
  ),
  who.map((one) => (it: ToldIncident) => void it.do(one, callRoll, {})),
  fc.tuple(who, who).map(
    ([one, person]) =>
      (it: ToldIncident) =>
        void it.do(one, answerRoll, {
          roll: it.state.rollCall?.id ?? '',
          person,
          answer: one === person ? 'present' : 'unreachable',
        }),
  ),
  fc.tuple(who, fc.constantFrom('m1', 'm2'), fc.nat(3)).map(
    ([one, mark, after]) =>
      (it: ToldIncident) =>
        void it.do(one, drawMark, { mark, after, kind: 'point', label: 'x', geometry: { type: 'Point', coordinates: [1, 1] } }),
  ),
  fc.tuple(who, fc.constantFrom('m1', 'm2'), fc.nat(3)).map(
    ([one, mark, after]) =>
      (it: ToldIncident) =>
        void it.do(one, removeMark, { mark, after }),
  ),
)

describe('an incident, whatever people press in whatever order', () => {
  it('keeps what it promises', () => {
    let done = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), (steps) => {
        const incident = new ToldIncident()
        for (const take of steps) {
          const before = incident.state
          try {
            take(incident)
            if (incident.state !== before) done++
          } catch (fault) {
            expect(fault).toBeInstanceOf(Refusal)
            // A refusal changes nothing at all.
            expect(incident.state).toBe(before)
          }
          const { state } = incident
          // The fencing token never falls, and a new commander always has a new one.
          expect(state.command.term).toBeGreaterThanOrEqual(before.command.term)
          if (state.command.commander?.id !== before.command.commander?.id) expect(state.command.term).toBe(before.command.term + 1)
          // Nobody is the commander and the deputy at once.
          for (const { post, person } of state.posts) if (post === 'deputy') expect(person.id).not.toBe(state.command.commander?.id)
          // Phases go where the table says, or back by re-opening in time.
          expectAllowed(before, state, incident.now)
          // Casualties are only ever added to, and never fall in silence.
          expect(state.casualties.slice(0, before.casualties.length)).toEqual(before.casualties)
          for (const [index, version] of state.casualties.entries()) {
            expect(version.version).toBe(index + 1)
            if (lowerFigures(state.casualties[index - 1], version.figures).length > 0) expect(version.reason).toBeDefined()
          }
          // Reports and messages are numbered without a gap, and nobody unreads.
          expect(state.reports.map(({ no }) => no)).toEqual(state.reports.map((_, index) => index + 1))
          for (const { person, no } of before.reads)
            expect(state.reads.find((read) => read.person.id === person.id)?.no).toBeGreaterThanOrEqual(no)
          // What is met or missed stays so.
          for (const { id, metAt } of before.deadlines)
            if (metAt !== undefined) expect(state.deadlines.find((one) => one.id === id)?.metAt).toBe(metAt)
          expect(new Set(state.deadlines.map(({ id }) => id)).size).toBe(state.deadlines.length)
          // The clock has nothing more to say right after it has spoken.
          const due = dueBy(state, incident.now, TESTED_TABLES)
          if (due.length > 0) {
            incident.append('clock', due)
            expect(dueBy(incident.state, incident.now, TESTED_TABLES)).toEqual([])
          }
          // Nobody's name stands on a wall.
          expect(JSON.stringify(incidentInRoom(incident.state))).not.toMatch(/Anna|Boris|Clara|Daniel|clock|duty"/)
        }
      }),
      { numRuns: 120 },
    )
    expect(done).toBeGreaterThan(1_000)
  })
})

describe('the procedure', () => {
  it('never goes back by itself, and passes over neither its end, its recovery nor its review', () => {
    for (const phase of PHASES) {
      for (const next of FOLLOWING[phase]) expect(PHASES.indexOf(next)).toBeGreaterThan(PHASES.indexOf(phase))
      if (phase !== 'ended' && PHASES.indexOf(phase) < PHASES.indexOf('ended')) {
        expect(FOLLOWING[phase]).toContain('ended')
        expect(FOLLOWING[phase]).not.toContain('recovery')
      }
    }
    expect([FOLLOWING.ended, FOLLOWING.recovery, FOLLOWING.review]).toEqual([['recovery'], ['review'], []])
  })

  it.each(PHASES.flatMap((from) => PHASES.map((to) => [from, to] as const)))('from %s to %s is as the table says', (from, to) => {
    const incident = new ToldIncident()
    incident.state = { ...incident.state, phase: from }
    const go = () => incident.do('chief', enterPhase, { phase: to, term: 0 })
    if (FOLLOWING[from].includes(to)) expect(go).not.toThrow()
    else expect(go).toThrow(expect.objectContaining({ code: 'incident/phase' }))
  })

  it('names the phases it passed over', () => {
    const incident = new ToldIncident()
    expect(incident.do('chief', enterPhase, { phase: 'activation', term: 0 })).toEqual([
      { type: 'incident.phase-entered', body: { phase: 'activation', passed: ['reporting', 'assessment'] } },
    ])
  })

  it('is re-opened for 24 hours after its end, and no longer', () => {
    const incident = new ToldIncident()
    expect(() => incident.do('chief', reopenIncident, { reason: 'x' })).toThrow(expect.objectContaining({ code: 'incident/phase' }))
    incident.do('chief', enterPhase, { phase: 'ended', term: 0 })
    incident.now += REOPEN_MS + 1
    expect(() => incident.do('chief', reopenIncident, { reason: 'x' })).toThrow(
      expect.objectContaining({ code: 'incident/reopen-late' }),
    )
    incident.now -= 1
    incident.do('chief', reopenIncident, { reason: 'it burns again' })
    expect(incident.state).toMatchObject({ phase: 'on-scene' })
    expect(incident.state.endedAt).toBeUndefined()
  })
})

function term(incident: ToldIncident, late: number): number {
  return Math.max(0, incident.state.command.term - late)
}

function expectAllowed(before: ToldIncident['state'], after: ToldIncident['state'], now: number): void {
  const entered: Phase[] = [before.phase, ...after.phases.slice(before.phases.length).map(({ phase }) => phase)]
  for (const [index, phase] of entered.entries()) {
    const from = entered[index - 1]
    if (from === undefined) continue
    const isReopened = before.endedAt !== undefined && phase === 'on-scene' && now - before.endedAt <= REOPEN_MS
    expect(isReopened || FOLLOWING[from].includes(phase), `${from} → ${phase}`).toBe(true)
  }
  expect(entered.at(-1)).toBe(after.phase)
}
