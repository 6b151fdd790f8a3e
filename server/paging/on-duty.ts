import type { AreaTree } from '#contract/catalogue.ts'
import type { DutyRoster, DutySwap, Post, Shift } from '#contract/duty-roster.ts'
import type { MatterKind } from '#contract/matter.ts'
import type { Page } from '#contract/paging.ts'
import type { WindowCalendar } from '#contract/window.ts'

const DAY_MS = 86_400_000

/** The accounts that are on duty at a post at a time: those of the shift, with who stands in for whom. Names, each once. */
export function onDuty(post: Post, swaps: readonly DutySwap[], at: number, calendar: WindowCalendar): readonly string[] {
  const planned = post.shifts.filter((shift) => isInShift(shift, at, calendar)).flatMap(({ accounts }) => accounts)
  const standing = swaps.filter((swap) => swap.post === post.id && swap.from <= at && at < swap.to)
  const present = planned.map((account) => standInFor(account, standing))
  return [...new Set(present)]
}

/** Whoever stands in, and whoever stands in for them; a circle of favours ends where it began. */
function standInFor(account: string, swaps: readonly DutySwap[]): string {
  const seen = new Set<string>()
  let name = account
  for (;;) {
    const swap = swaps.findLast(({ off }) => off === name)
    if (!swap || seen.has(name)) return name
    seen.add(name)
    name = swap.on
  }
}

/** True while a shift runs, at local time; one that began yesterday and ends today included. */
export function isInShift({ days, from, to }: Shift, at: number, calendar: WindowCalendar): boolean {
  const today = calendar.start('P1D', at)
  const yesterday = calendar.start('P1D', today - DAY_MS / 2)
  return [today, yesterday].some((midnight) => {
    if (days && !days.includes(weekdayOf(midnight, calendar))) return false
    const begins = midnight + minutes(from) * 60_000
    const length = (minutes(to) - minutes(from) + 1440) % 1440 || 1440
    return at >= begins && at < begins + length * 60_000
  })
}

/** Monday is 1. */
function weekdayOf(midnight: number, calendar: WindowCalendar): number {
  const monday = calendar.start('P1W', midnight)
  return 1 + Math.round((midnight - monday) / DAY_MS)
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  return hours * 60 + rest
}

/** What waits for an answer, as far as the roster must know. */
export interface Awaiting {
  /** Since when nobody has answered, epoch ms. */
  readonly since: number
  /** What it is about. */
  readonly about: MatterKind
  readonly area: string
  readonly domain?: string
  readonly tier: number
  readonly paged: readonly Page[]
}

/** Whom a page goes to. */
export interface DuePage {
  readonly tier: number
  readonly post: Post
  /** True when there is nobody further up. */
  readonly isLast: boolean
}

/**
 * The post that must be told now, by how long nobody has answered; undefined when none. A post that is not for such things, this
 * place or this field of work is passed over.
 */
export function duePage(
  { since, about, area, domain, tier, paged }: Awaiting,
  { posts }: DutyRoster,
  tree: AreaTree,
  now: number,
): DuePage | undefined {
  const rungs = posts
    .filter((post) => post.about === undefined || post.about.includes(about))
    .filter((post) => post.area === undefined || tree.path(area).some(({ code }) => code === post.area))
    .filter((post) => post.domains === undefined || (domain !== undefined && post.domains.includes(domain)))
    .toSorted((a, b) => a.afterS - b.afterS)
  const post = rungs[tier]
  // Nobody is told before its time: whoever took it on is left to it until then.
  if (!post || now < since) return undefined
  // Where nobody was on duty nobody can have answered: the next is told at once.
  const wasInVain = tier > 0 && paged.at(-1)?.people.length === 0
  return wasInVain || now - since >= post.afterS * 1000 ? { tier, post, isLast: tier === rungs.length - 1 } : undefined
}
