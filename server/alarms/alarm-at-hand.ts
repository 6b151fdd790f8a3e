import type { Alarm } from '#contract/alarm.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { isInReach } from '../matters/in-reach.ts'
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

/** Several of them, in the order in which everybody takes them. */
export async function alarmsAtHand(
  context: Pick<CommandContext, 'desk' | 'subject'>,
  ids: readonly string[],
  tree: AreaTree,
): Promise<readonly Alarm[]> {
  const found: Alarm[] = []
  for (const id of [...ids].sort()) found.push(await alarmAtHand(context, id, tree))
  return found
}
