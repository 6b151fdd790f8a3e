import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { alarmAtHand } from './alarm-at-hand.ts'
import { alarmLife } from './alarm-life.ts'

/** Most comments on one alarm. */
const MOST_COMMENTS = 100

/** Writes something beside an alarm, for those who look at it next. Throws Refusal. */
export function commentAlarm(tree: AreaTree): Verb<{ readonly id: string; readonly text: string }> {
  return defineVerb({
    type: 'alarm.comment',
    needs: 'alarms:handle',
    run: async (context, { id, text }) => {
      const alarm = await alarmAtHand(context, id, tree)
      const said = text.trim()
      if (said === '') throw new Refusal('request/invalid', 'A comment is not empty.')
      if (alarm.state.comments.length >= MOST_COMMENTS) throw new Refusal('alarm/too-many-comments')
      await context.desk.append(alarmLife, id, [
        { type: 'alarm.commented', at: context.now, actor: context.actor, body: { text: said } },
      ])
      return { id }
    },
  })
}
