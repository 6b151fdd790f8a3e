import type { AreaTree } from '#contract/catalogue.ts'
import type { Post } from '#contract/duty-roster.ts'
import type { Reach } from '#contract/matter.ts'
import type { ShiftSummary } from '#contract/shift-handover.ts'
import type { Subject } from '../access/policy/subject.ts'
import { isInReach } from '../matters/in-reach.ts'
import { openSwaps } from '../paging/roster-store.ts'
import type { Queries } from '../record/database.ts'
import { composeShift } from './compose-shift.ts'
import { shiftBegan } from './due-handover.ts'
import { signedHandovers } from './handover-store.ts'
import { readShift } from './read-shift.ts'
import type { ShiftParts } from './shift-verb.ts'

/** Favours that ended as long ago as this still say when a shift began, ms. */
export const FAVOURS_BACK_MS = 2 * 86_400_000

/** When the shift began that ran at a post at a time: its last handover, or the change of the roster, whichever was later. */
export async function shiftSince(
  queries: Queries,
  post: Post,
  { calendar }: Pick<ShiftParts, 'calendar'>,
  at: number,
): Promise<number> {
  const began = shiftBegan(post, await openSwaps(queries, at - FAVOURS_BACK_MS), at, calendar)
  const signed = (await signedHandovers(queries, post.id, began)).find((one) => one.at <= at)
  return signed?.at ?? began
}

export interface ShiftView {
  readonly subject: Subject
  readonly post: Pick<Post, 'area' | 'domains'>
  /** When the shift began. */
  readonly since: number
  readonly now: number
}

/**
 * What a shift that began then has to hand over now, from the record as it stands: what concerns the post, as far as whoever
 * composes it may see. Throws RecordFault.
 */
export async function shiftSummary(
  queries: Queries,
  { subject, post, since, now }: ShiftView,
  { lives, tree }: Pick<ShiftParts, 'lives' | 'tree'>,
): Promise<ShiftSummary> {
  const concerns = (reach: Reach) => isInReach(subject, reach, tree) && concernsPost(reach, post, tree)
  return composeShift(await readShift(queries, since, now), { lives, concerns })
}

/** True for what lies in the area of a post, or over it, in its field of work. */
export function concernsPost({ area, domain }: Reach, post: ShiftView['post'], tree: AreaTree): boolean {
  if (post.domains !== undefined && domain !== undefined && !post.domains.includes(domain)) return false
  if (post.area === undefined) return true
  const liesIn = (inner: string, outer: string) => tree.byCode.has(inner) && tree.path(inner).some(({ code }) => code === outer)
  return liesIn(area, post.area) || liesIn(post.area, area)
}
