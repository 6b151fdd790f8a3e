import type { Action } from '#contract/access.ts'
import { CASE_FOLLOWING, type CaseRequestKind, type CaseStage, type CaseState, OPEN_CASE_STAGES } from '#contract/case.ts'
import type { BulkVerb } from '#contract/case-commands.ts'
import { handsOn } from '#contract/case-hands.ts'

/** Everything people do about a case, by the last part of its route. */
export const CASE_VERBS = [
  'accept',
  'check',
  'file',
  'reject',
  'dispatch',
  'start',
  'progress',
  'answer',
  'return',
  'ask',
  'refuse',
  'extend',
  'defer',
  'carry',
  'resume',
  'verify',
  'rework',
  'close',
  'evaluate',
  'supplement',
  'describe',
  'merge',
  'unmerge',
  'void',
] as const
export type CaseVerb = (typeof CASE_VERBS)[number]

/** What each verb needs. The server judges anew. */
const NEEDS: Readonly<Record<CaseVerb, Action>> = {
  accept: 'cases:file',
  check: 'cases:verify',
  file: 'cases:file',
  reject: 'cases:file',
  dispatch: 'cases:file',
  start: 'cases:handle',
  progress: 'cases:handle',
  answer: 'cases:handle',
  return: 'cases:handle',
  ask: 'cases:handle',
  refuse: 'cases:file',
  extend: 'cases:file',
  defer: 'cases:file',
  carry: 'cases:file',
  resume: 'cases:file',
  verify: 'cases:verify',
  rework: 'cases:verify',
  close: 'cases:file',
  evaluate: 'cases:file',
  supplement: 'cases:report',
  describe: 'cases:file',
  merge: 'cases:file',
  unmerge: 'cases:file',
  void: 'cases:file',
}

/** What moves a case on at each stage, the most likely first. */
const NEXT: Readonly<Record<CaseStage, readonly CaseVerb[]>> = {
  collected: ['accept', 'reject'],
  accepted: ['check', 'file', 'reject'],
  checked: ['file', 'reject'],
  filed: ['dispatch'],
  dispatched: ['start', 'answer', 'progress', 'return', 'ask'],
  handling: ['answer', 'progress', 'return', 'ask'],
  handled: ['verify', 'rework'],
  verified: ['close'],
  closed: ['evaluate'],
  evaluated: [],
  rejected: [],
  void: [],
  merged: ['unmerge'],
}

/** Stages in which a case can stand still, and in which what it is about can still be put right. */
const SUSPENDABLE: readonly CaseStage[] = ['filed', 'dispatched', 'handling']
const DESCRIBABLE: readonly CaseStage[] = ['collected', 'accepted', 'checked', ...SUSPENDABLE]

/** What answers each request. */
const GRANTS: Readonly<Record<CaseRequestKind, CaseVerb>> = { extension: 'extend', deferral: 'defer', carrying: 'carry' }

/** Why a verb that is next cannot be done: said on its button, which stays in its place. */
export type Obstacle = 'own-work' | 'check-needed' | 'not-there'

export interface OfferedVerb {
  readonly verb: CaseVerb
  /** It moves the case on; what does not is done besides. */
  readonly isNext: boolean
  readonly obstacle?: Obstacle
}

/** Who looks at the case. */
export interface CaseHolder {
  readonly id: string
  may(action: Action): boolean
  /** The case lies in the area the person answers for. */
  readonly isInCharge: boolean
}

/** What somebody can do about a case now: what moves it on first, then what the desk does besides. Pure. */
export function verbsOf(state: CaseState, holder: CaseHolder): readonly OfferedVerb[] {
  const next = nextOf(state)
  return [...new Set([...next, ...besides(state)])]
    .filter((verb) => holder.may(NEEDS[verb]) && (holder.isInCharge || verb === 'supplement'))
    .map((verb) => {
      const obstacle = obstacleTo(verb, state, holder)
      return { verb, isNext: next.includes(verb), ...(obstacle !== undefined && { obstacle }) }
    })
}

function nextOf({ stage, suspension, request, needsCheck, check }: CaseState): readonly CaseVerb[] {
  if (suspension) return ['resume']
  const asked: readonly CaseVerb[] = request ? [GRANTS[request.kind], 'refuse'] : []
  const next = NEXT[stage].filter((verb) => (verb !== 'check' || needsCheck) && (verb !== 'ask' || !request))
  // Nothing was found on the spot: what is likely is turned round.
  return [...asked, ...(check?.found === false ? next.toReversed() : next)]
}

function besides(state: CaseState): readonly CaseVerb[] {
  const { stage, suspension } = state
  const isOpen = OPEN_CASE_STAGES.some((open) => open === stage)
  const canWait = SUSPENDABLE.includes(stage) && !suspension
  const runs = Object.values(state.clocks).some((clock) => clock?.since !== undefined)
  return [
    ...(isOpen ? (['supplement'] as const) : []),
    ...(runs && !suspension ? (['extend'] as const) : []),
    ...(canWait ? (['defer', 'carry'] as const) : []),
    ...(DESCRIBABLE.includes(stage) ? (['describe'] as const) : []),
    ...(CASE_FOLLOWING[stage].includes('merged') ? (['merge'] as const) : []),
    ...(CASE_FOLLOWING[stage].includes('void') ? (['void'] as const) : []),
  ]
}

function obstacleTo(verb: CaseVerb, state: CaseState, { id }: CaseHolder): Obstacle | undefined {
  if (verb === 'check' || verb === 'verify' || verb === 'rework') return handsOn(state).has(id) ? 'own-work' : undefined
  if (verb !== 'file') return undefined
  if (state.check?.found === false) return 'not-there'
  return state.needsCheck && state.stage === 'accepted' ? 'check-needed' : undefined
}

/** Verbs that can be done to many at once, in the order of a case’s way, each with the stages it goes from. */
export const BULK_FROM: Readonly<Record<BulkVerb, readonly CaseStage[]>> = {
  accept: ['collected'],
  file: ['accepted', 'checked'],
  dispatch: ['filed'],
  start: ['dispatched'],
  close: ['verified'],
  evaluate: ['closed'],
  reject: ['collected', 'accepted', 'checked'],
  merge: ['collected', 'accepted', 'checked', 'filed', 'dispatched', 'handling'],
  void: ['collected', 'accepted', 'checked', 'filed', 'dispatched', 'handling'],
}

/** What can be done to the marked cases at once, and to how many of them; what fits none is left out. Pure. */
export function bulkVerbs(
  stages: readonly CaseStage[],
  may: (action: Action) => boolean,
): readonly { readonly verb: BulkVerb; readonly count: number }[] {
  return (Object.keys(BULK_FROM) as BulkVerb[])
    .map((verb) => ({ verb, count: stages.filter((stage) => BULK_FROM[verb].includes(stage)).length }))
    .filter(({ verb, count }) => count > 0 && may(NEEDS[verb]))
}
