import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { alarmsAtHand } from './alarm-at-hand.ts'
import { alarmLife } from './alarm-life.ts'

export interface Shelving {
  readonly ids: readonly string[]
  readonly forS: number
  readonly reason: string
}

/**
 * Puts alarms aside for a time: they stay in sight, quietly, nobody is told of them, and they come back by themselves.
 * Throws Refusal `alarm/over` when all of them are over.
 */
export function shelveAlarms(tree: AreaTree): Verb<Shelving> {
  return defineVerb({
    type: 'alarm.shelve',
    needs: 'alarms:handle',
    run: async (context, { ids, forS, reason }) => {
      const alarms = await alarmsAtHand(context, ids, tree)
      const standing = alarms.filter(({ state }) => state.condition.kind === 'raised')
      const [first] = standing
      if (!first) throw new Refusal('alarm/over')
      const body = { until: context.now + forS * 1000, reason: reason.trim() }
      if (body.reason === '') throw new Refusal('request/invalid', 'Say why it is put aside.')
      for (const { id } of standing)
        await context.desk.append(alarmLife, id, [{ type: 'alarm.shelved', at: context.now, actor: context.actor, body }])
      return { id: first.id, detail: { alarms: standing.map(({ id }) => id), forS } }
    },
  })
}
