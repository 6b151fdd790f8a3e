import { defineAct } from '../../act/act.ts'

export interface Touch {
  /** What is kept out; see `blockKey`. Undefined where nobody is: the touch is an alarm only. */
  readonly key: string | undefined
  readonly address: string
  readonly decoy: { readonly kind: 'path' | 'account'; readonly name: string }
}

/** How long the first touch keeps an address out, ms. Each further one doubles it, up to a day. */
const FIRST_BLOCK_MS = 30 * 60_000
const LONGEST_BLOCK_MS = 24 * 3_600_000

/** Somebody touched what nobody with good reason touches: an alarm in the audit, and the address is kept out for a time. */
export const touchDecoy = defineAct<Touch, { readonly endsAt: number | undefined }>({
  type: 'decoy.touch',
  needs: 'anyone',
  run: async ({ tx, now }, { key, address, decoy }) => {
    const endsAt = key === undefined ? undefined : await block()
    return {
      outcome: { endsAt },
      object: { kind: 'decoy', id: decoy.name },
      detail: { kind: decoy.kind, address, blocked: endsAt !== undefined, ...(endsAt !== undefined && { until: endsAt }) },
    }

    async function block(): Promise<number | undefined> {
      const [row] = await tx.query<{ ends_at: number }>(
        `insert into guanlan.block as known (address, reason, begun_at, ends_at, touches) values ($1, $2, $3, $3 + $4::bigint, 1)
         on conflict (address) do update set reason = excluded.reason, touches = known.touches + 1,
           begun_at = case when known.ends_at < $3 then $3 else known.begun_at end,
           ends_at = $3 + least($5::bigint, $4::bigint * (2 ^ least(known.touches, 20))::bigint)
         returning ends_at`,
        [key, decoy.name.slice(0, 200), now, FIRST_BLOCK_MS, LONGEST_BLOCK_MS],
      )
      return row?.ends_at
    }
  },
})
