import { CASE_FOLLOWING, CASE_WAY, type CaseStage, type CaseState } from '#contract/case.ts'
import type { TicketStep } from '#contract/case-ticket.ts'
import { type CaseCity, type CaseHappening, categoryOf } from './case-step.ts'
import { domainFor } from './dispatch-case.ts'
import { type ToldStep, WrongTicket } from './read-ticket.ts'

/** What one step of a source comes to, at its time. */
export interface TimedHappening {
  readonly at: number
  readonly happening: CaseHappening
}

/** Stages from which each step is taken. */
const FROM: Readonly<Record<TicketStep, readonly CaseStage[]>> = {
  accepted: ['collected'],
  checked: ['accepted'],
  filed: ['accepted', 'checked'],
  rejected: ['collected', 'accepted', 'checked'],
  dispatched: ['filed'],
  started: ['dispatched'],
  answered: ['handling'],
  returned: ['dispatched', 'handling'],
  verified: ['handled'],
  reworked: ['handled'],
  closed: ['verified'],
  evaluated: ['closed'],
  voided: Object.keys(CASE_FOLLOWING).filter((stage) => CASE_FOLLOWING[stage as CaseStage].includes('void')) as CaseStage[],
}

/** Where each step leads. */
const LEADS: Readonly<Record<TicketStep, CaseStage>> = {
  accepted: 'accepted',
  checked: 'checked',
  filed: 'filed',
  rejected: 'rejected',
  dispatched: 'dispatched',
  started: 'handling',
  answered: 'handled',
  returned: 'filed',
  verified: 'verified',
  reworked: 'handling',
  closed: 'closed',
  evaluated: 'evaluated',
  voided: 'void',
}

/** What a source that does not say so has plainly done before the next thing it says. */
const IMPLIED: Partial<Record<CaseStage, TicketStep>> = {
  collected: 'accepted',
  accepted: 'filed',
  checked: 'filed',
  filed: 'dispatched',
  dispatched: 'started',
  handling: 'answered',
  handled: 'verified',
  verified: 'closed',
}

/**
 * What the steps of a source come to for a case at a stage, with what they imply, each at its time; what the case has passed already
 * is no news. Throws WrongTicket
 * `row/step-order` for a step that cannot follow, or comes before the one before it. Pure.
 */
export function ticketSteps(
  state: Pick<CaseState, 'stage' | 'category' | 'domain' | 'suspension'>,
  steps: readonly ToldStep[],
  city: CaseCity,
): readonly TimedHappening[] {
  let { stage } = state
  let before = 0
  const all: TimedHappening[] = []
  for (const told of steps) {
    if (state.suspension) throw new WrongTicket('row/step-order', `${told.step}: the case stands still here.`)
    if (told.at < before) throw new WrongTicket('row/step-order', `${told.step}: its time lies before that of the step before it.`)
    before = told.at
    if (isPassed(stage, told.step)) continue
    const from = FROM[told.step]
    for (const begun = stage; !from.includes(stage); ) {
      const implied = IMPLIED[stage]
      if (implied === undefined || !isAhead(stage, from))
        throw new WrongTicket('row/step-order', `${told.step} cannot follow: the case is ${begun}.`)
      all.push({ at: told.at, happening: happeningOf({ step: implied, at: told.at, ...within(told) }, state, city) })
      stage = LEADS[implied]
    }
    all.push({ at: told.at, happening: happeningOf(told, state, city) })
    stage = LEADS[told.step]
  }
  return all
}

/** Only forwards on the way of a case that goes well. */
const WAY: readonly CaseStage[] = CASE_WAY

/** People here, or the source itself, have come so far or further already: that is no news. */
function isPassed(stage: CaseStage, step: TicketStep): boolean {
  const [at, to] = [WAY.indexOf(stage), WAY.indexOf(LEADS[step])]
  return step !== 'returned' && step !== 'reworked' && to >= 0 && to <= at
}

function isAhead(stage: CaseStage, targets: readonly CaseStage[]): boolean {
  return targets.some((target) => WAY.indexOf(target) > WAY.indexOf(stage))
}

/** A department said with a later step is the one it was dispatched to. */
function within({ department }: ToldStep): { readonly department?: string } {
  return department === undefined ? {} : { department }
}

function happeningOf(told: ToldStep, { category, domain }: Pick<CaseState, 'category' | 'domain'>, city: CaseCity): CaseHappening {
  const { step, text } = told
  const note = text === undefined ? {} : { note: text }
  const said = { attachments: [], ...(text !== undefined && { text }) }
  const reason = text ?? '未说明'
  switch (step) {
    case 'accepted':
      return { type: 'case.accepted', body: { needsCheck: false, ...note } }
    case 'checked':
      return { type: 'case.checked', body: { found: true, ...said } }
    case 'filed':
      return { type: 'case.filed', body: note }
    case 'rejected':
      return { type: 'case.rejected', body: { reason } }
    case 'dispatched': {
      const department = told.department ?? categoryOf(city, category)?.department
      const domains = department === undefined ? undefined : city.domainsOf(department)
      if (department === undefined || !domains)
        throw new WrongTicket('row/department-unknown', 'Name the department it was dispatched to.')
      return { type: 'case.dispatched', body: { department, ...domainFor(domain, domains), ...note } }
    }
    case 'started':
      return { type: 'case.started', body: note }
    case 'answered':
      return { type: 'case.answered', body: said }
    case 'returned':
      return { type: 'case.returned', body: { reason } }
    case 'verified':
      return { type: 'case.verified', body: said }
    case 'reworked':
      return { type: 'case.reworked', body: { reason, attachments: [] } }
    case 'closed':
      return { type: 'case.closed', body: note }
    case 'evaluated': {
      const { satisfaction } = told
      return { type: 'case.evaluated', body: { ...note, ...(satisfaction !== undefined && { satisfaction }) } }
    }
    case 'voided':
      return { type: 'case.voided', body: { reason } }
  }
}
