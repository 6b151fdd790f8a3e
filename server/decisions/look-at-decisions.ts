import type { DecisionState } from '#contract/decision.ts'
import type { Step } from '#contract/duration.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Hub } from '../hub/hub-port.ts'
import { INCIDENT_OVER, isIncidentOver, leftBehind } from '../incidents/incident-over.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { decisionLife } from './decision-life.ts'
import { appendToDecision, type DecisionHappening } from './decision-verb.ts'
import { judge, judgedWindow } from './score.ts'

export interface LookParts {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  readonly hub: Pick<Hub, 'history' | 'model' | 'revision'>
  now(): number
}

const CLOCK: MatterActor = { kind: 'rule', id: 'decision-clock', name: '决策时限' }
const SCORER: MatterActor = { kind: 'rule', id: 'decision-score', name: '决策评分' }

/**
 * Looks at every decision that is still awaited: a question whose incident is over is taken back, since nobody can decide it any more
 * and nobody is to be reminded of it; one that is overdue is said to be, once; one whose outcome can be judged is judged, once, by the
 * record. Any number of servers may look at once: it is decided again on the state that is held. Throws
 * RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtDecisions(parts: LookParts): Promise<void> {
  const { book, now } = parts
  const questions = book.open('decision').filter(({ state }) => (state as DecisionState).stage === 'open')
  const gone = leftBehind(questions, ({ state }) => (state as DecisionState).incident, book)
  await withEach(gone, matterName, ({ id, state }) => takeBack(id, (state as DecisionState).incident as string, parts))
  await withEach(book.open('decision'), matterName, async ({ id, state }) => {
    const decision = state as DecisionState
    const at = now()
    if (isLate(decision, at)) {
      const body = { dueAt: decision.dueAt }
      await put(id, at, parts, { type: 'decision.overdue', body }, CLOCK, (held) => isLate(held, at))
    }
    const scored = await scoreNow(decision, at, parts)
    if (scored) await put(id, at, parts, scored, SCORER, ({ stage }) => stage === 'decided')
  })
}

function isLate({ stage, dueAt, overdueAt }: DecisionState, now: number): boolean {
  return stage === 'open' && overdueAt === undefined && now >= dueAt
}

async function scoreNow(
  { stage, followUp }: DecisionState,
  now: number,
  { hub }: LookParts,
): Promise<DecisionHappening | undefined> {
  if (stage !== 'decided' || !followUp || now < followUp.at) return undefined
  const metric = hub.model.metrics.get(followUp.metric)
  const revision = hub.revision()
  // What the catalogue has no more is never measured again.
  if (!metric) return { type: 'decision.scored', body: { outcome: 'no-data', point: null, revision } }
  const step = metric.period as Step
  const window = judgedWindow(followUp.at, step, hub.model.calendar)
  const [point] = await hub.history({ metric: metric.id, area: followUp.area, step, ...window, asOf: revision })
  const judgement = judge(followUp, point, metric, now)
  return judgement && { type: 'decision.scored', body: { ...judgement, revision } }
}

async function put(
  id: string,
  now: number,
  { database }: LookParts,
  happening: DecisionHappening,
  actor: MatterActor,
  isStill: (state: DecisionState) => boolean,
): Promise<void> {
  await changeMatters(database, now, async (desk) => {
    const decision = await desk.take(decisionLife, id)
    if (decision && isStill(decision.state)) await appendToDecision(desk, decision, happening, { actor, now })
  })
}

async function takeBack(id: string, incident: string, { database, now }: LookParts): Promise<void> {
  const at = now()
  await changeMatters(database, at, async (desk) => {
    if (!(await isIncidentOver(desk, incident))) return
    const decision = await desk.take(decisionLife, id)
    if (decision?.state.stage !== 'open') return
    const withdrawn = { type: 'decision.withdrawn', body: { reason: INCIDENT_OVER } } as const
    await appendToDecision(desk, decision, withdrawn, { actor: CLOCK, now: at })
  })
}
