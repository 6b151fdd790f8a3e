import { Refusal } from '#contract/errors.ts'
import type { ShiftHandoverState } from '#contract/shift-handover.ts'
import type { CommandContext } from '../matters/run-command.ts'
import { onDuty } from '../paging/on-duty.ts'
import { openSwaps } from '../paging/roster-store.ts'
import { shiftEnds } from './due-handover.ts'
import { rosterNameOf } from './handover-store.ts'
import { demandNo, postOf, type ShiftParts, type ShiftVerb } from './shift-verb.ts'

/**
 * 签字: whoever goes confirms what was read back, and is relieved. Where the roster does not name the other yet, they stand in
 * until the shift of whoever goes ends: the roster and the handover say the same from here on. Throws Refusal
 * `shift/not-read-back` or `shift/changed`.
 */
export function signShiftHandover(parts: ShiftParts): ShiftVerb<{ readonly no: number }> {
  return {
    type: 'shift-handover.sign',
    side: 'from',
    decide: (state, { no }) => {
      demandNo(state, no)
      if (state.stage !== 'read-back') throw new Refusal('shift/not-read-back')
      return { type: 'shift-handover.signed', body: {} }
    },
    after: (state, context) => standIn(state, context, parts),
  }
}

async function standIn({ post: { id }, from, to }: ShiftHandoverState, { tx, now, random }: CommandContext, parts: ShiftParts) {
  const post = postOf(parts.roster, id)
  const [off, on] = [await rosterNameOf(tx, from.id), await rosterNameOf(tx, to.id)]
  const present = onDuty(post, await openSwaps(tx, now), now, parts.calendar)
  if (off === undefined || on === undefined || !present.includes(off) || present.includes(on)) return
  const until = shiftEnds(post, plannedFor(off, await openSwaps(tx, now), now, id), now, parts.calendar)
  if (until <= now) return
  await tx.query(
    `insert into guanlan.duty_swap (id, post, off_account, on_account, from_at, to_at, made_at, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [random(16).toString('hex'), id, off, on, now, until, now, from.id],
  )
}

/** Whom the roster itself names where somebody stands in for them. */
function plannedFor(
  name: string,
  swaps: readonly {
    readonly post: string
    readonly off: string
    readonly on: string
    readonly from: number
    readonly to: number
  }[],
  now: number,
  post: string,
): string {
  let planned = name
  const seen = new Set<string>()
  for (;;) {
    const swap = swaps.findLast((one) => one.post === post && one.on === planned && one.from <= now && now < one.to)
    if (!swap || seen.has(planned)) return planned
    seen.add(planned)
    planned = swap.off
  }
}
