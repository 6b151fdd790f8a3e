import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { alarmsAtHand } from './alarm-at-hand.ts'
import { alarmLife } from './alarm-life.ts'

/**
 * Takes alarms on, with one's name: nobody else is told of them any more. Of several, those that are over or taken already
 * stay as they are. Throws Refusal `alarm/over` when all of them are over, `alarm/taken` when somebody else took them all.
 */
export function acknowledgeAlarms(tree: AreaTree): Verb<{ readonly ids: readonly string[] }> {
  return defineVerb({
    type: 'alarm.acknowledge',
    needs: 'alarms:handle',
    run: async (context, { ids }) => {
      const alarms = await alarmsAtHand(context, ids, tree)
      const standing = alarms.filter(({ state }) => state.condition.kind === 'raised')
      const waiting = standing.filter(({ state }) => state.response.kind !== 'acknowledged')
      const [first] = waiting
      if (!first) throw new Refusal(standing.length === 0 ? 'alarm/over' : 'alarm/taken')
      for (const { id } of waiting)
        await context.desk.append(alarmLife, id, [{ type: 'alarm.acknowledged', at: context.now, actor: context.actor, body: {} }])
      return { id: first.id, detail: { alarms: waiting.map(({ id }) => id) } }
    },
  })
}
