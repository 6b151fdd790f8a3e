import { createHash } from 'node:crypto'
import type { CaseMatter } from '#contract/case.ts'
import type { DecisionMatter } from '#contract/decision.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Matter, Reach } from '#contract/matter.ts'
import type { Names } from '#contract/names.ts'
import { type OrderState, WORKING_STAGES } from '#contract/order.ts'
import type { Debt, DebtKind, OwingKind, PatienceTable } from '#contract/reminder.ts'

/** A debt with the id of its reminder: the same debt has the same id wherever and whenever it is noticed. */
export interface Owed {
  readonly id: string
  readonly debt: Debt
}

/** What debts need to know of the city. */
export interface DebtCity {
  /** What a category of cases is called. */
  categoryNames(id: string): Names | undefined
  readonly patience: PatienceTable
}

const MINUTE_MS = 60_000

/** What may be owed from some time on, and what makes it this debt and no other. */
interface Candidate {
  readonly debt: DebtKind
  /** When it is due, or was asked for, epoch ms. */
  readonly dueAt: number
  /** When it is a debt, where that is not after the patience of its kind. */
  readonly owedAt?: number
  readonly key: readonly (string | number)[]
  readonly names?: Names
}

/**
 * What is owed on a matter by now. Pure: the same matter at the same time owes the same. A debt that was settled and comes back (work
 * sent back, a clock started anew) is another debt, and people are told of it again.
 */
export function debtsOf(matter: Matter, city: DebtCity, now: number): readonly Owed[] {
  const kind = matter.kind as OwingKind
  const { title, incident, candidates } = READ[kind](matter, city)
  const { area, domain, sensitivity } = matter.reach as Reach
  return candidates
    .filter(({ debt, dueAt, owedAt = dueAt + city.patience[debt].afterMinutes * MINUTE_MS }) => owedAt <= now)
    .map(({ debt, dueAt, key, names }) => ({
      id: idOf([debt, matter.id, ...key]),
      debt: {
        ...{ debt, on: { kind, id: matter.id, ...(incident !== undefined && { incident }) }, title, area, dueAt },
        graceMs: city.patience[debt].graceMinutes * MINUTE_MS,
        ...(names && { names }),
        ...(domain !== undefined && { domain }),
        ...(sensitivity !== undefined && { sensitivity }),
      },
    }))
}

interface Read {
  readonly title: string
  readonly incident?: string
  readonly candidates: readonly Candidate[]
}

const READ: Readonly<Record<OwingKind, (matter: Matter, city: DebtCity) => Read>> = {
  order: (matter) => orderDebts(matter.state as OrderState),
  incident: (matter, city) => incidentDebts(matter.state as IncidentState, city),
  decision: (matter) => decisionDebts((matter as DecisionMatter).state),
  case: (matter, city) => caseDebts((matter as CaseMatter).state, city),
}

/** Overdue while somebody works on it, or should; afterwards a result that nobody judged. Work that was sent back is another debt. */
function orderDebts({ stage, dueAt, stamps, returned, title, incident }: OrderState): Read {
  const candidates: Candidate[] = []
  if (dueAt !== undefined && WORKING_STAGES.some((working) => working === stage))
    candidates.push({ debt: 'order-overdue', dueAt, key: [dueAt, returned] })
  const result = stamps.at(-1)
  if (result && ['done', 'failed', 'refused'].includes(stage))
    candidates.push({ debt: 'order-unverified', dueAt: result.at, key: [result.at] })
  return { title, ...(incident !== undefined && { incident }), candidates }
}

/**
 * Steps of plans that nobody accepted or dismissed, a handover of command that nobody answered, and a level that the arithmetic came to
 * and nobody confirmed.
 */
function incidentDebts({ title, plans = [], command, proposal, levels, over }: IncidentState, { patience }: DebtCity): Read {
  const candidates: Candidate[] = []
  if (over) return { title, candidates }
  for (const { plan, ended, steps } of plans) {
    if (ended) continue
    for (const step of steps) {
      if (step.stage !== 'proposed') continue
      const { dueAt = step.at + patience['step-undecided'].afterMinutes * MINUTE_MS } = step
      candidates.push({ debt: 'step-undecided', dueAt, owedAt: dueAt, key: [plan, step.step, step.at], names: step.names })
    }
  }
  if (command.offer) candidates.push({ debt: 'command-offered', dueAt: command.offer.at, key: [command.offer.at] })
  // Whoever gave it another level since then has judged.
  if (proposal && proposal.level !== levels.event?.level && (levels.event?.at ?? 0) < proposal.at)
    candidates.push({ debt: 'level-unconfirmed', dueAt: proposal.at, key: [proposal.level, proposal.at] })
  return { title, candidates }
}

function decisionDebts({ stage, question, dueAt, incident }: DecisionMatter['state']): Read {
  const candidates: Candidate[] = stage === 'open' ? [{ debt: 'decision-undecided', dueAt, key: [] }] : []
  return { title: question, ...(incident !== undefined && { incident }), candidates }
}

/**
 * A clock that ran out, and what those who handle a case ask for. It goes by its number and its category: what people wrote of it may
 * name somebody, and a notice may be read by others.
 */
function caseDebts({ number, category, dueAt, request }: CaseMatter['state'], { categoryNames }: DebtCity): Read {
  const names = categoryNames(category)
  const called = names && { names }
  const candidates: Candidate[] = dueAt === undefined ? [] : [{ debt: 'case-overdue', dueAt, key: [dueAt], ...called }]
  if (request) candidates.push({ debt: 'case-request', dueAt: request.at, key: [request.at], ...called })
  return { title: number, candidates }
}

/** The id of the reminder of a case whose clock ran out then, without a look at the case. */
export function overdueCaseId(id: string, dueAt: number): string {
  return idOf(['case-overdue', id, dueAt])
}

/** Half of a SHA-256: ids of matters may be as long as an id may be. */
function idOf(key: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)
}
