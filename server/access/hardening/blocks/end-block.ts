import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'

/** Lets an address in again before its time. Throws Refusal `block/unknown`. */
export const endBlock = defineAct<{ readonly address: string }, void>({
  type: 'block.end',
  needs: 'blocks:manage',
  run: async ({ tx, now }, { address }) => {
    const ended = await tx.query('delete from guanlan.block where address = $1 and ends_at > $2 returning address', [address, now])
    if (ended.length === 0) throw new Refusal('block/unknown')
    return { outcome: undefined, object: { kind: 'block', id: address } }
  },
})
