import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { isAsking, type Reminder } from '#contract/reminder.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { reminderLife } from './reminder-life.ts'

/**
 * Takes reminders on, with one's name: nobody further up is told while there is time to see to it. Of several, those that are settled
 * or taken already stay as they are. Throws Refusal `matter/unknown` for one beyond the remit, `access/refused` for one that is neither
 * told to the subject nor theirs to answer for, `reminder/settled` when all are, `reminder/taken` when somebody else took them all.
 */
export function takeReminders(tree: AreaTree): Verb<{ readonly ids: readonly string[] }> {
  return defineVerb({
    type: 'reminder.take',
    needs: 'reminders:take',
    run: async (context, { ids }) => {
      const reminders: Reminder[] = []
      for (const id of [...ids].sort()) reminders.push(await atHand(id, context, tree))
      const owed = reminders.filter(({ isOpen }) => isOpen)
      const asking = owed.filter(({ state }) => isAsking(state, context.now))
      const [first] = asking
      if (!first) throw new Refusal(owed.length === 0 ? 'reminder/settled' : 'reminder/taken')
      for (const { id } of asking)
        await context.desk.append(reminderLife, id, [{ type: 'reminder.taken', at: context.now, actor: context.actor, body: {} }])
      return { id: first.id, detail: { reminders: asking.map(({ id }) => id) } }
    },
  })
}

async function atHand(id: string, { desk, subject }: CommandContext, tree: AreaTree): Promise<Reminder> {
  const reminder = await desk.take(reminderLife, id)
  if (!reminder || !isInReach(subject, reminder.reach, tree)) throw new Refusal('matter/unknown')
  if (!isInCharge(subject, reminder.reach, tree)) throw new Refusal('access/refused')
  return reminder
}
