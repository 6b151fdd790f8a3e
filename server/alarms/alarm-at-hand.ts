import type { Alarm } from '#contract/alarm.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { alarmLife } from './alarm-life.ts'

/** An alarm somebody wants to do something about. Throws Refusal `matter/unknown` for one that is not theirs to see. */
export async function alarmAtHand(
  { desk, subject }: Pick<CommandContext, 'desk' | 'subject'>,
  id: string,
  tree: AreaTree,
): Promise<Alarm> {
  const alarm = await desk.take(alarmLife, id)
  if (!alarm || !isInReach(subject, alarm.reach, tree)) throw new Refusal('matter/unknown')
  return alarm
}

/**
 * Several of them to be silenced or taken on, in the order in which everybody takes them. Throws Refusal `access/refused` for one of a wider
 * area than the subject answers for: it rings for everybody.
 */
export async function alarmsAtHand(
  context: Pick<CommandContext, 'desk' | 'subject'>,
  ids: readonly string[],
  tree: AreaTree,
): Promise<readonly Alarm[]> {
  const found: Alarm[] = []
  for (const id of [...ids].sort()) {
    const alarm = await alarmAtHand(context, id, tree)
    if (!isInCharge(context.subject, alarm.reach, tree)) throw new Refusal('access/refused')
    found.push(alarm)
  }
  return found
}
