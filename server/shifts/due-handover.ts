import type { DutySwap, Post } from '#contract/duty-roster.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { isInShift, onDuty } from '../paging/on-duty.ts'

const DAY_MS = 86_400_000

/** So early before the shift changes may its handover be signed, and counts as that of the change, ms. */
export const EARLY_MS = 2 * 3_600_000

/** A change of shift that nobody has signed for: who went and who came, by the roster. Names of accounts. */
export interface DueHandover {
  readonly since: number
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** A handover of a post that was signed: when, by which account it was handed on, and to which. */
export interface SignedHandover {
  readonly at: number
  readonly from: string
  readonly to: string
}

/**
 * The newest change of shift of the last day at a post, where it brought other people and none of those who went has signed
 * for it; undefined where there is none. Pure.
 */
export function dueHandover(
  post: Post,
  swaps: readonly DutySwap[],
  /** Newest first. */
  signed: readonly SignedHandover[],
  now: number,
  calendar: WindowCalendar,
): DueHandover | undefined {
  const present = (at: number) => onDuty(post, swaps, at, calendar)
  for (const since of changesBefore(post, swaps, now, calendar)) {
    const [before, after] = [present(since - 1), present(since)]
    const from = before.filter((account) => !after.includes(account))
    const to = after.filter((account) => !before.includes(account))
    if (from.length === 0 || to.length === 0) continue
    // Whoever took the post back afterwards is to hand it over once more.
    const last = signed.find((one) => from.includes(one.from) || from.includes(one.to))
    const isSigned = last !== undefined && last.at >= since - EARLY_MS && from.includes(last.from)
    return isSigned ? undefined : { since, from, to }
  }
  return undefined
}

/** When the shift that runs at a post began, by the roster: the newest change before `now`, within the last day. */
export function shiftBegan(post: Post, swaps: readonly DutySwap[], now: number, calendar: WindowCalendar): number {
  const [newest] = changesBefore(post, swaps, now, calendar)
  return newest ?? now - DAY_MS
}

/** When the shift of an account at a post ends; `now` where it is in none. */
export function shiftEnds(post: Post, account: string, now: number, calendar: WindowCalendar): number {
  const own = post.shifts.find((shift) => shift.accounts.includes(account) && isInShift(shift, now, calendar))
  if (!own) return now
  const ends = [0, 1].map((days) => instantOf(own.to, now + days * DAY_MS, calendar))
  return ends.find((end) => end > now) ?? now
}

/** The instants at which a shift or a favour begins or ends, within the last day, newest first. */
function changesBefore(post: Post, swaps: readonly DutySwap[], now: number, calendar: WindowCalendar): readonly number[] {
  const planned = post.shifts.flatMap(({ from, to }) =>
    [from, to].flatMap((time) => [0, 1].map((days) => instantOf(time, now - days * DAY_MS, calendar))),
  )
  const favours = swaps.filter((swap) => swap.post === post.id).flatMap(({ from, to }) => [from, to])
  const all = new Set([...planned, ...favours].filter((at) => at <= now && at > now - DAY_MS))
  return [...all].sort((a, b) => b - a)
}

/** A local time of the day on which `at` lies, epoch ms. */
function instantOf(time: string, at: number, calendar: WindowCalendar): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return calendar.start('P1D', at) + (hours * 60 + minutes) * 60_000
}
