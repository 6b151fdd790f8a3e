import type { DutyRoster, DutySwap, Post } from '#contract/duty-roster.ts'
import type { Person } from '#contract/incident.ts'
import type { DutyBoard, ShiftHandoverState } from '#contract/shift-handover.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { onDuty } from '../paging/on-duty.ts'
import { accountsNamed, openSwaps } from '../paging/roster-store.ts'
import type { Queries } from '../record/database.ts'
import { dueHandover } from './due-handover.ts'
import { openHandovers, signedHandovers } from './handover-store.ts'

export interface DutyParts {
  readonly roster: DutyRoster | undefined
  readonly calendar: WindowCalendar
}

/** Favours and handovers as old as this still say who was on duty before the last change, ms. */
const BACK_MS = 2 * 86_400_000

type PostOnBoard = DutyBoard['posts'][number]

/**
 * Who is on duty at each post: those the roster names, and whoever has not been relieved yet because a handover is not signed.
 * A change of shift that nobody signed for is named as due. Throws RecordFault.
 */
export async function readDutyBoard(queries: Queries, { roster, calendar }: DutyParts, now: number): Promise<DutyBoard> {
  const posts = roster?.posts ?? []
  const swaps = await openSwaps(queries, now - BACK_MS)
  const handovers = await openHandovers(queries)
  const board: PostOnBoard[] = []
  for (const post of posts) board.push(await onBoard(post, { queries, swaps, calendar, now, handovers }))
  return { at: now, posts: board }
}

interface Looking {
  readonly queries: Queries
  readonly swaps: readonly DutySwap[]
  readonly calendar: WindowCalendar
  readonly now: number
  readonly handovers: readonly { readonly id: string; readonly state: ShiftHandoverState }[]
}

async function onBoard(post: Post, { queries, swaps, calendar, now, handovers }: Looking): Promise<PostOnBoard> {
  const due = dueHandover(post, swaps, await signedHandovers(queries, post.id, now - BACK_MS), now, calendar)
  const names = onDuty(post, swaps, now, calendar)
  const known = await accountsNamed(queries, [...names, ...(due ? [...due.from, ...due.to] : [])])
  const person = (name: string): Person => known.get(name) ?? { id: '', name }
  const handover = handovers.find(({ state }) => state.post.id === post.id)
  const planned = names.map((name) => ({ person: person(name), why: 'roster' as const }))
  const held = handover && !planned.some((one) => one.person.id === handover.state.from.id) ? [handover.state.from] : []
  return {
    ...{ id: post.id, names: post.names },
    present: [...planned, ...held.map((one) => ({ person: one, why: 'not-relieved' as const }))],
    ...(due && { due: { since: due.since, from: due.from.map(person), to: due.to.map(person) } }),
    ...(handover && { handover: { id: handover.id, at: handover.state.at, stage: handover.state.stage } }),
  }
}

/** The board as a room sees it: which posts are manned, and nobody's name. */
export function boardInRoom({ at, posts }: DutyBoard): DutyBoard {
  const nobody: Person = { id: '', name: '' }
  return {
    at,
    posts: posts.map(({ present, due, ...post }) => ({
      ...post,
      present: present.map(({ why }) => ({ person: nobody, why })),
      ...(due && { due: { since: due.since, from: [], to: [] } }),
    })),
  }
}
