import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { alarmsAtHand } from './alarm-at-hand.ts'
import { alarmLife } from './alarm-life.ts'

/** Brings alarms back from the shelf before their time. Throws Refusal `alarm/not-shelved` when none of them is there. */
export function unshelveAlarms(tree: AreaTree): Verb<{ readonly ids: readonly string[] }> {
  return defineVerb({
    type: 'alarm.unshelve',
    needs: 'alarms:handle',
    run: async (context, { ids }) => {
      const alarms = await alarmsAtHand(context, ids, tree)
      const shelved = alarms.filter(({ state }) => state.response.kind === 'shelved')
      const [first] = shelved
      if (!first) throw new Refusal('alarm/not-shelved')
      for (const { id } of shelved)
        await context.desk.append(alarmLife, id, [{ type: 'alarm.unshelved', at: context.now, actor: context.actor, body: {} }])
      return { id: first.id, detail: { alarms: shelved.map(({ id }) => id) } }
    },
  })
}
