import { ROLES, type Role } from '#contract/access.ts'
import type { DecisionOption, FollowUp, ProposeDecision } from '#contract/decision.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentState, Person } from '#contract/incident.ts'
import type { Metric } from '#contract/metric.ts'
import { isCleared, type Sensitivity } from '#contract/sensitivity.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { remitOf } from '../access/policy/subject.ts'
import { resolveFigure } from '../hub/resolve-series.ts'
import { findPeople } from '../incidents/directory.ts'
import { takeIncident } from '../incidents/incident-verb.ts'
import { isInCharge } from '../matters/in-reach.ts'
import { findMatter } from '../matters/matter-store.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import type { Queries } from '../record/database.ts'
import { decisionLife } from './decision-life.ts'
import { appendToDecision, type DecisionParts, takeDecision } from './decision-verb.ts'
import { freezeEvidence, mostSensitive } from './freeze-evidence.ts'

export type ProposeInput = Omit<ProposeDecision, 'commandId' | 'device'>

/**
 * Puts a question forward with its options, and freezes what it rests on. Throws Refusal `request/invalid` for options or
 * times that cannot be, `series/…`, `matter/unknown`, `incident/over`, `command/person-unknown`, and `decision/over` where the
 * card it supersedes is out of the world already.
 */
export function proposeDecision(parts: DecisionParts): Verb<ProposeInput> {
  return defineVerb({
    type: 'decision.propose',
    needs: 'incidents:open',
    run: async (context, input) => {
      const { desk, actor, now, random } = context
      demandOptions(input)
      const { area, offices } = await aboutOf(input, context, parts)
      const evidence = await freezeEvidence(input.evidence, context, parts)
      const metrics = metricsOf(input, parts)
      if (input.followUp) demandFollowUp(input.followUp, now + input.withinMinutes * 60_000, context, parts)
      const sensitivity = mostSensitive(metrics)
      const consulted = await consultedOf(input.consult ?? [], { sensitivity, offices }, context)
      const id = `d${newId(random)}`
      if (input.supersedes !== undefined) await supersede(input.supersedes, id, context, parts)
      await desk.append(decisionLife, id, [
        {
          type: 'decision.proposed',
          at: now,
          actor,
          body: {
            ...{ area, question: input.question.trim(), options: input.options, evidence, consulted },
            dueAt: now + input.withinMinutes * 60_000,
            ...(input.incident !== undefined && { incident: input.incident }),
            ...(sensitivity !== 'open' && { sensitivity }),
            ...(input.context !== undefined && { context: input.context }),
            ...(input.recommended !== undefined && { recommended: input.recommended }),
            ...(input.followUp && { followUp: input.followUp }),
            ...(input.supersedes !== undefined && { supersedes: input.supersedes }),
          },
        },
      ])
      return { id, detail: { points: evidence.points.length, matters: evidence.matters.length, revision: evidence.revision } }
    },
  })
}

function demandOptions({ options, recommended }: ProposeInput): void {
  const ids = options.map(({ id }: DecisionOption) => id)
  if (new Set(ids).size !== ids.length) throw new Refusal('request/invalid', 'Two options have the same id.')
  if (recommended !== undefined && !ids.includes(recommended))
    throw new Refusal('request/invalid', `There is no option "${recommended}" to recommend.`)
}

/** Where it is about: where its incident is, or an area the sender answers for. The incident is held before the decision is. */
/** What a decision is about, and what people are in the command of its incident, by their accounts. */
interface About {
  readonly area: string
  readonly offices: ReadonlyMap<string, string>
}

async function aboutOf(input: ProposeInput, { desk, subject }: CommandContext, { tree }: DecisionParts): Promise<About> {
  if (input.incident !== undefined) {
    const { isOpen, state } = await takeIncident(desk, subject, tree, input.incident)
    if (!isOpen) throw new Refusal('incident/over')
    return { area: state.place.area, offices: officesOf(state) }
  }
  const area = input.area ?? remitOf(subject)?.area ?? tree.root.code
  if (!tree.byCode.has(area) || !isInCharge(subject, { area }, tree)) throw new Refusal('series/unknown-area')
  return { area, offices: new Map() }
}

/** What rooms call those who are asked, where no name is shown. */
function officesOf({ command, posts }: Pick<IncidentState, 'command' | 'posts'>): ReadonlyMap<string, string> {
  const people = [...posts.map(({ person }) => person), ...(command.commander ? [command.commander] : [])]
  return new Map(people.flatMap(({ id, post }) => (post === undefined ? [] : [[id, post] as const])))
}

function metricsOf({ evidence, followUp }: ProposeInput, { hub }: DecisionParts): readonly Metric[] {
  const named = [...evidence.series.map(({ metric }) => metric), ...(followUp ? [followUp.metric] : [])]
  return named.flatMap((id) => hub.model.metrics.get(id) ?? [])
}

/** What the outcome is measured by is a figure the sender may see, judged after the decision has to be there. */
function demandFollowUp(
  { metric, area, at }: FollowUp,
  dueAt: number,
  { subject }: CommandContext,
  { modelOf }: DecisionParts,
): void {
  resolveFigure(modelOf(subject), metric, area)
  if (at <= dueAt) throw new Refusal('request/invalid', 'The outcome is judged after the decision is due, not before.')
}

/** Whose word is asked for: people who answer orders, and who may see the figures the card rests on. */
async function consultedOf(
  ids: readonly string[],
  { sensitivity, offices }: Pick<About, 'offices'> & { readonly sensitivity: Sensitivity },
  context: CommandContext,
): Promise<readonly Person[]> {
  const people = await findPeople(context, ids)
  const cleared = await clearedAccounts(context.tx, ids, sensitivity)
  return ids.map((id) => {
    const person = people.get(id)
    if (!person?.may('orders:answer')) throw new Refusal('command/person-unknown', `There is no account ${id} that could be asked.`)
    if (!cleared.has(id)) throw new Refusal('command/person-unknown', `${person.name} is not cleared for what the card rests on.`)
    const post = offices.get(id)
    return { id: person.id, name: person.name, ...(post !== undefined && { post }) }
  })
}

async function clearedAccounts(queries: Queries, ids: readonly string[], sensitivity: Sensitivity): Promise<ReadonlySet<string>> {
  const rows = await queries.query<{ account: string; role: Role }>(
    'select account, role from guanlan.remit where account = any($1)',
    [[...ids]],
  )
  return new Set(rows.flatMap(({ account, role }) => (isCleared(ROLES[role].clearance, sensitivity) ? [account] : [])))
}

async function supersede(earlier: string, by: string, context: CommandContext, parts: DecisionParts): Promise<void> {
  if (!(await findMatter(context.tx, 'decision', earlier))) throw new Refusal('matter/unknown')
  const decision = await takeDecision(earlier, context, parts)
  if (!isInCharge(context.subject, { area: decision.reach.area }, parts.tree)) throw new Refusal('access/refused')
  if (!['open', 'decided'].includes(decision.state.stage))
    throw new Refusal('decision/over', `The decision is ${decision.state.stage}.`)
  await appendToDecision(context.desk, decision, { type: 'decision.superseded', body: { by } }, context)
}
