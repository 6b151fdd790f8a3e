import type { Action } from '#contract/access.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import { Refusal } from '#contract/errors.ts'
import type { IncidentEvent, IncidentState } from '#contract/incident.ts'
import type { Matter, MatterActor } from '#contract/matter.ts'
import type { Subject } from '../access/policy/subject.ts'
import { withAttached } from '../files/attach-files.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { consequences } from './consequences.ts'
import { findPeople, type People } from './directory.ts'
import type { Decide, Happening } from './happening.ts'
import { incidentLife } from './incident-life.ts'
import { personOf } from './person-of.ts'

/** What verbs about incidents know of the city. */
export interface IncidentParts {
  readonly tables: CommandTables
  readonly tree: AreaTree
  readonly timeZone: string
}

/** A verb about one incident: who may, which people it names, and the pure decision. */
export interface IncidentVerb<Input> {
  readonly type: `incident.${string}`
  readonly needs: Action
  /** Accounts the input names; they are looked up before it is decided. */
  people?(input: Input, state: IncidentState): readonly string[]
  /** Adds to an incident without deciding about it: may be done by whomever it concerns, not only by those in charge of it. */
  readonly isContribution?: boolean
  /** May be done to an incident that is over as well. */
  readonly isForOver?: boolean
  readonly decide: Decide<Input>
}

export type ToIncident<Input> = Input & { readonly id: string }
type IncidentMatter = Matter<IncidentState, 'incident'>

/**
 * The command of a verb about incidents: takes the incident, decides, appends what happened and what follows of it.
 * Throws Refusal `matter/unknown` for one beyond the remit, `access/refused` for one that is somebody else's to decide, `incident/over`, and whatever the decision refuses.
 */
export function incidentCommand<Input>(verb: IncidentVerb<Input>, parts: IncidentParts): Verb<ToIncident<Input>> {
  return defineVerb({
    type: verb.type,
    needs: verb.needs,
    run: async (context, input) => {
      const { desk, tx, subject, actor, now } = context
      const incident = await takeIncident(desk, subject, parts.tree, input.id)
      if (!verb.isContribution) demandCharge(subject, incident, parts.tree)
      if (!incident.isOpen && !verb.isForOver) throw new Refusal('incident/over')
      const people = await findPeople(context, verb.people?.(input, incident.state) ?? [])
      const known = {
        id: input.id,
        state: incident.state,
        now,
        who: personOf(actor),
        tables: parts.tables,
        person: namedIn(people),
      }
      const said = await withAttached({ tx, actor, now }, input, { kind: 'incident', id: input.id })
      const happenings = verb.decide(known, said)
      await appendHappenings(desk, incident, { happenings, actor, now, tables: parts.tables })
      return { id: input.id, detail: { happened: happenings.map(({ type }) => type) } }
    },
  })
}

/** The incident, held until the transaction ends. Throws Refusal `matter/unknown`. */
export async function takeIncident(desk: MatterDesk, subject: Subject, tree: AreaTree, id: string): Promise<IncidentMatter> {
  const incident = await desk.take(incidentLife, id)
  if (!incident || !isInReach(subject, incident.reach, tree)) throw new Refusal('matter/unknown')
  return incident
}

/** Throws Refusal `access/refused` for an incident of a wider area, which concerns the subject and is not theirs to decide. */
export function demandCharge(subject: Subject, { reach }: Pick<IncidentMatter, 'reach'>, tree: AreaTree): void {
  if (!isInCharge(subject, reach, tree))
    throw new Refusal('access/refused', 'This incident is of a wider area than you answer for.')
}

export interface Append {
  readonly happenings: readonly Happening[]
  readonly actor: MatterActor
  readonly now: number
  readonly tables: CommandTables
}

/** Writes down what happened to an incident, and after it what follows by itself. Time never runs backwards in its log. */
export async function appendHappenings(
  desk: MatterDesk,
  { id, changedAt }: Pick<IncidentMatter, 'id' | 'changedAt'>,
  { happenings, actor, now, tables }: Append,
): Promise<IncidentMatter> {
  const at = Math.max(now, changedAt)
  const after = await desk.append(incidentLife, id, told(happenings, actor, at))
  const follows = consequences(after.state, tables)
  return follows.length === 0 ? after : desk.append(incidentLife, id, told(follows, ITSELF, at))
}

/** Who it is when the product does what its tables say. */
export const ITSELF: MatterActor = { kind: 'rule', id: 'command-tables', name: '规则' }

export function told(happenings: readonly Happening[], actor: MatterActor, at: number): readonly IncidentEvent[] {
  return happenings.map((happening) => ({ ...happening, at, actor }) as IncidentEvent)
}

function namedIn(people: People) {
  return (id: string) => {
    const somebody = people.get(id)
    if (!somebody) throw new Refusal('command/person-unknown', `There is no account ${id} that could be given this.`)
    return somebody
  }
}

/** What commands use of their context, for those who are handed one. */
export type { CommandContext }
