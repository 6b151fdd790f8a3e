import type { CommandTables } from '#contract/command-tables.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentClass, IncidentState, Level, Link, Lookalike } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import type { Transaction } from '../record/database.ts'
import type { Happening } from './happening.ts'
import { incidentLife } from './incident-life.ts'
import { appendHappenings } from './incident-verb.ts'
import { type Match, matchReport } from './match-report.ts'
import { nextNumber, openIncidents } from './open-incidents.ts'

/** One report of something that happened, from whomever: a person, an alarm, a case, a channel. */
export interface ReportedHappening {
  readonly class: IncidentClass
  readonly subtype?: string
  readonly title: string
  readonly link: Link
  readonly level?: Level
  readonly isExpected?: boolean
  /** Opens a new one whatever is alike, or joins this one. */
  readonly join?: string
}

export interface TakingIn {
  readonly desk: MatterDesk
  readonly tx: Transaction
  readonly actor: MatterActor
  readonly now: number
  /** The id of the incident, should one be opened. */
  readonly newId: string
  readonly tables: CommandTables
  readonly timeZone: string
}

export interface TakenIn {
  readonly id: string
  readonly isNew: boolean
  readonly lookalikes: readonly Lookalike[]
}

/**
 * Takes a report in: it joins the incident it plainly belongs to, or opens one; those it may belong to are offered to a
 * person on both sides. Throws Refusal `matter/unknown` when it is to join an incident that is not there, or is over.
 */
export async function takeIn(report: ReportedHappening, taking: TakingIn): Promise<TakenIn> {
  const { desk, tx, newId, now, timeZone } = taking
  const match = report.join === undefined ? await matched(report, taking) : chosen(report.join)
  if (match.kind === 'joins') {
    const incident = await desk.take(incidentLife, match.incident)
    if (incident?.isOpen) {
      const link = { ...report.link, ...(match.score !== undefined && { score: match.score }) }
      const joined: Happening = { type: 'incident.joined', body: { link } }
      await appendHappenings(desk, incident, { ...taking, happenings: [joined, ...firstJudgement(report, incident.state)] })
      return { id: incident.id, isNew: false, lookalikes: [] }
    }
    // Whom likeness chose may have ended since it was read; a person's choice must be there.
    if (match.score === undefined) throw new Refusal('matter/unknown')
  }
  const lookalikes = match.kind === 'new' ? match.lookalikes : []
  const number = await nextNumber(tx, report.link.at, timeZone)
  await appendHappenings(desk, { id: newId, changedAt: now }, { ...taking, happenings: opening(report, number, lookalikes) })
  for (const { incident, ...lookalike } of lookalikes.toSorted((a, b) => (a.incident < b.incident ? -1 : 1))) {
    const other = await desk.take(incidentLife, incident)
    if (!other?.isOpen) continue
    const mirrored = { ...lookalike, incident: newId, title: report.title }
    const happenings: Happening[] = [{ type: 'incident.lookalike-found', body: { lookalike: mirrored } }]
    await appendHappenings(desk, other, { ...taking, happenings })
  }
  return { id: newId, isNew: true, lookalikes }
}

/** A report that says how grave it is judges an incident that nobody judged yet, as it would have in opening it; never again. */
function firstJudgement({ level }: ReportedHappening, { levels, levelChanges }: IncidentState): Happening[] {
  if (level === undefined || levels.event || levelChanges.some(({ field }) => field === 'event')) return []
  return [{ type: 'incident.level-changed', body: { field: 'event', from: null, to: level, reason: '接报初判' } }]
}

/** Where likeness has its say. From here to the end of the transaction no other report is judged. */
async function matched(report: ReportedHappening, { tx, tables }: TakingIn): Promise<Match> {
  return matchReport({ ...report, ...report.link, class: report.class }, await openIncidents(tx), tables.sameness)
}

/** A person decided; likeness has no say. */
function chosen(join: string) {
  return join === 'never'
    ? ({ kind: 'new', lookalikes: [] } as const)
    : ({ kind: 'joins', incident: join, score: undefined } as const)
}

function opening(report: ReportedHappening, number: string, lookalikes: readonly Lookalike[]): Happening[] {
  const { title, subtype, level, isExpected = false, link } = report
  return [
    {
      type: 'incident.opened',
      body: {
        ...{ number, title, class: report.class, link, phase: isExpected ? 'monitoring' : 'first-response' },
        ...(subtype !== undefined && { subtype }),
      },
    },
    ...(level === undefined
      ? []
      : [
          {
            type: 'incident.level-changed',
            body: { field: isExpected ? 'warning' : 'event', from: null, to: level, reason: '接报初判' },
          } as const,
        ]),
    ...lookalikes.map((lookalike): Happening => ({ type: 'incident.lookalike-found', body: { lookalike } })),
  ]
}
