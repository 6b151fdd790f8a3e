import type { AreaTree } from '#contract/catalogue.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../access/act/act.ts'
import { isInCharge } from '../matters/in-reach.ts'
import { accountsNamed, seesMatters } from './roster-store.ts'

/** Somebody stands in for somebody else. */
export interface SwapRequest {
  readonly commandId: string
  readonly post: string
  readonly off: string
  readonly on: string
  readonly from: number
  readonly to: number
}

const DAY_MS = 86_400_000
/** Longest time somebody stands in for, ms. */
const LONGEST_MS = 31 * DAY_MS

/**
 * Somebody stands in for somebody else at a post of the roster: arranged by whoever answers for the area of the post, or by the one who
 * stays away. Told again by the same `commandId` it is arranged once. Throws Refusal `alarm/no-post`, `access/refused` for a post of a
 * wider area, `account/unknown` for whoever has no account, `command/person-unknown` for one who could not see what the post is told of,
 * or `request/invalid` for the time.
 */
export function swapDuty(roster: DutyRoster | undefined, tree: AreaTree): Act<SwapRequest, { readonly id: string }> {
  return defineAct({
    type: 'roster.swap',
    needs: 'alarms:handle',
    run: async ({ tx, now, subject }, { commandId, post, off, on, from, to }) => {
      const found = roster?.posts.find(({ id }) => id === post)
      if (!found) throw new Refusal('alarm/no-post')
      if (to <= from || to <= now || to - from > LONGEST_MS)
        throw new Refusal('request/invalid', 'The time ends after it begins, in the future, and lasts 31 days at most.')
      const known = await accountsNamed(tx, [off, on])
      const [away, standIn] = [known.get(off), known.get(on)]
      if (off === on || !away || !standIn) throw new Refusal('account/unknown')
      const by = subject.kind === 'person' ? subject.account.id : subject.kind
      if (by !== away.id && !isInCharge(subject, { area: found.area ?? tree.root.code }, tree))
        throw new Refusal('access/refused', 'The post is of a wider area than you answer for.')
      if (!(await seesMatters(tx, standIn.id)))
        throw new Refusal('command/person-unknown', `${standIn.name} could not see what the post is told of.`)
      await tx.query(
        `insert into guanlan.duty_swap (id, post, off_account, on_account, from_at, to_at, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [commandId, post, off, on, from, to, now, by],
      )
      return { outcome: { id: commandId }, object: { kind: 'post', id: post }, detail: { off, on, from, to } }
    },
  })
}
