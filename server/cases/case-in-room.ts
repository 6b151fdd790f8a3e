import type { CaseState, CaseWord } from '#contract/case.ts'
import type { Person } from '#contract/incident.ts'

const NOBODY: Person = { id: '', name: '' }

/**
 * A case as a room sees it, where nobody knows who looks: of what sort, where, how far, by which department. No name, nothing that
 * anybody wrote, no photo, and no house: what people say of a place may name one.
 */
export function caseInRoom(state: CaseState): CaseState {
  const { by: _by, taker: _taker, reason: _reason, check, answer, verification, evaluation, suspension, request, merged } = state
  const { department, domain, queue, dueAt } = state
  const { number, origin, category, isUrgent, stage, needsCheck, clocks, wasLate, returned, reworked } = state
  return {
    ...{ number, category, isUrgent, stage, needsCheck, clocks, wasLate, returned, reworked },
    origin: { kind: origin.kind, ...(origin.channel !== undefined && { channel: origin.channel }) },
    ...{ what: '', attachments: [], supplements: [], progress: [] },
    place: { area: state.place.area, ...(state.place.at && { at: state.place.at }) },
    stamps: state.stamps.map(({ stage, at }) => ({ stage, at, by: NOBODY })),
    extensions: state.extensions.map(({ at, ms }) => ({ at, by: NOBODY, ms, reason: '' })),
    duplicates: state.duplicates.map(({ id, number, at }) => ({ id, number, at, text: '' })),
    ...(queue !== undefined && { queue }),
    ...(dueAt !== undefined && { dueAt }),
    ...(department !== undefined && { department }),
    ...(domain !== undefined && { domain }),
    ...(check && { check: { found: check.found, ...silent(check) } }),
    ...(answer && { answer: silent(answer) }),
    ...(verification && { verification: silent(verification) }),
    ...(evaluation && { evaluation: { at: evaluation.at, by: NOBODY, onTime: evaluation.onTime } }),
    ...(suspension && { suspension: { ...suspension, by: NOBODY, reason: '' } }),
    ...(request && { request: { kind: request.kind, at: request.at, by: NOBODY, reason: '' } }),
    ...(merged && { merged: { ...merged, by: NOBODY } }),
  }
}

function silent({ at }: CaseWord): CaseWord {
  return { at, by: NOBODY, attachments: [] }
}
