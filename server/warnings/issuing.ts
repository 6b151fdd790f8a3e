import { type CapMessage, capReference } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Warning, WarningPlan } from '#contract/warning.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { readCap } from './cap/read-cap.ts'
import { writeCap } from './cap/write-cap.ts'
import type { Composing } from './compose-warning.ts'
import { digestOf } from './digest-of.ts'
import { commonArea, gathered } from './match-areas.ts'
import { WARNING, type WarningEvent } from './warning-life.ts'
import { noteMessage } from './warning-message-store.ts'

/** What the verbs of warnings need to know of the city; without a plan nothing goes out in its name. */
export interface IssuingParts extends Omit<Composing, 'plan'> {
  readonly plan: WarningPlan | undefined
}

/** Throws Refusal `warning/no-plan` where the city issues nothing. */
export function composingOf({ plan, ...city }: IssuingParts): Composing {
  if (!plan) throw new Refusal('warning/no-plan')
  return { plan, ...city }
}

/** Throws Refusal `access/refused` for an area that the remit does not hold: nobody warns others’ people. */
export function demandAreas(subject: Subject, areas: readonly string[], tree: AreaTree): void {
  const remit = remitOf(subject)
  const beyond = areas.find((area) => !remit || !tree.path(area).some(({ code }) => code === remit.area))
  if (beyond !== undefined)
    throw new Refusal(
      'access/refused',
      `Your remit does not hold ${tree.byCode.get(beyond)?.names.en ?? beyond}; warn the areas in it.`,
    )
}

/**
 * Takes a warning of ours that is to be changed, as it was looked at. Throws Refusal: `matter/unknown`, `warning/imported`,
 * `warning/over`, or `warning/moved-on` when somebody changed it since.
 */
export async function takeOwn({ desk, subject }: CommandContext, id: string, version: number, tree: AreaTree): Promise<Warning> {
  const warning = await desk.take(WARNING, id)
  if (!warning) throw new Refusal('matter/unknown')
  if (warning.state.origin !== 'own') throw new Refusal('warning/imported')
  demandAreas(subject, warning.state.areas, tree)
  if (warning.version !== version) throw new Refusal('warning/moved-on')
  if (warning.state.phase !== 'in-force') throw new Refusal('warning/over')
  return warning
}

/** Some letters and digits that tell messages of one second apart. */
export function markOf(random: (bytes: number) => Buffer): string {
  return random(4).toString('hex')
}

/**
 * Sends a message of ours: into its warning, and among the documents that others fetch. The document is read back first, by
 * the very rules others are held to: what would be refused here does not go out.
 */
export async function send(
  { desk, tx, actor, now }: CommandContext,
  {
    id,
    type,
    message,
    areas,
  }: { readonly id: string; readonly type: OwnEvent; readonly message: CapMessage; readonly areas: readonly string[] },
  { tree }: Pick<Composing, 'tree'>,
): Promise<void> {
  const document = writeCap(message)
  readCap(Buffer.from(document), now)
  const held = gathered(new Set(areas), tree)
  const body = { message, areas: held, place: commonArea(held, tree) }
  const event: WarningEvent = { type, at: now, actor, body }
  await desk.append(WARNING, id, [event])
  await noteMessage(tx, capReference(message), { warning: id, digest: digestOf(message), msgType: message.msgType, document }, now)
}

type OwnEvent = 'warning.issued' | 'warning.updated' | 'warning.cancelled'
