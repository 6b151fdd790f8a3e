import type { DutyRoster } from '#contract/duty-roster.ts'
import { Refusal } from '#contract/errors.ts'
import { type Act, defineAct } from '../access/act/act.ts'
import { accountsNamed } from './roster-store.ts'

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
 * Somebody stands in for somebody else at a post of the roster. Told again by the same `commandId` it is arranged once.
 * Throws Refusal `alarm/no-post`, `account/unknown` for whoever has no account, or `request/invalid` for the time.
 */
export function swapDuty(roster: DutyRoster | undefined): Act<SwapRequest, { readonly id: string }> {
  return defineAct({
    type: 'roster.swap',
    needs: 'alarms:handle',
    run: async ({ tx, now, subject }, { commandId, post, off, on, from, to }) => {
      const found = roster?.posts.find(({ id }) => id === post)
      if (!found) throw new Refusal('alarm/no-post')
      if (to <= from || to <= now || to - from > LONGEST_MS)
        throw new Refusal('request/invalid', 'The time ends after it begins, in the future, and lasts 31 days at most.')
      const known = await accountsNamed(tx, [off, on])
      if (off === on || !known.has(off) || !known.has(on)) throw new Refusal('account/unknown')
      const by = subject.kind === 'person' ? subject.account.id : subject.kind
      await tx.query(
        `insert into guanlan.duty_swap (id, post, off_account, on_account, from_at, to_at, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [commandId, post, off, on, from, to, now, by],
      )
      return { outcome: { id: commandId }, object: { kind: 'post', id: post }, detail: { off, on, from, to } }
    },
  })
}
