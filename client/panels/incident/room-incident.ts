import type { Role } from '#contract/access.ts'
import type { DecisionMatter } from '#contract/decision.ts'
import {
  CASUALTY_FIGURES,
  type CasualtyFigure,
  type GroupKind,
  type IncidentState,
  type Level,
  POSTS,
  type Post,
} from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import type { Addressee, EscalationStep, OrderStage, OrderState } from '#contract/order.ts'
import { agreedCount, decisionDue, inOrderOfUrgency } from '../../state/decisions.ts'
import type { Due } from '../../state/due.ts'
import { deadlineDue } from '../../state/incidents.ts'
import { inOrderOfWork, isWorking, type OrderMatter, orderDue, ROOM_STATIONS, roomStationOf } from '../../state/orders.ts'

/** What somebody asked has said: for it, against it, or nothing yet. */
export const ROOM_ANSWERS = ['agree', 'disagree', 'awaited'] as const
export type RoomAnswer = (typeof ROOM_ANSWERS)[number]

/** A decision as a room sees it: the question, its clock and its options; nobody's name. */
export interface RoomCard {
  readonly question: string
  readonly context: string | undefined
  readonly options: readonly {
    readonly title: string
    readonly expected: string | undefined
    readonly isRecommended: boolean
    readonly isTaken: boolean
  }[]
  readonly due: Due
  readonly dueAt: number
  /** When the figures it rests on were frozen. */
  readonly frozenAt: number
  /** How many were asked for their word, and how many agree. */
  readonly asked: number
  readonly agreed: number
  /** What those asked have said so far, by office; who has none is only counted. */
  readonly answers: readonly { readonly office: string; readonly answer: RoomAnswer }[]
  /** When it was decided; undefined while people wait for it. */
  readonly decidedAt: number | undefined
}

/** The decision a room is shown, and how many more are open; undefined where none was ever put forward. Pure. */
export function roomCard(
  decisions: readonly DecisionMatter[],
  now: number,
): { readonly card: RoomCard; readonly others: number } | undefined {
  const told = decisions.filter(({ state }) => state.stage === 'open' || state.decided !== undefined)
  const open = told.filter(({ state }) => state.stage === 'open')
  const [first] = open.length > 0 ? inOrderOfUrgency(open) : [...told].sort((a, b) => decidedAt(b) - decidedAt(a))
  if (!first) return undefined
  const { question, context, options, recommended, dueAt, evidence, consulted, decided } = first.state
  const card = {
    ...{ question, context, dueAt, frozenAt: evidence.at, due: decisionDue(first.state, now) },
    options: options.map(({ id, title, expected }) => ({
      ...{ title, expected, isRecommended: id === recommended, isTaken: id === decided?.option },
    })),
    ...{ asked: consulted.length, agreed: agreedCount(first.state), decidedAt: decided?.at },
    answers: consulted.flatMap(({ person: { post }, answer }) =>
      post === undefined ? [] : [{ office: post, answer: answer ?? ('awaited' as const) }],
    ),
  }
  return { card, others: Math.max(0, open.length - 1) }
}

function decidedAt({ state }: DecisionMatter): number {
  return state.decided?.at ?? 0
}

/** Whom an order is for, as a room is told: an office, a department or a town, never a name. */
export type RoomAddressee =
  | { readonly kind: 'role'; readonly role: Role; readonly area: string }
  | { readonly kind: 'department'; readonly department: string; readonly area: string }
  | { readonly kind: 'post'; readonly post: string }
  | { readonly kind: 'area'; readonly area: string }

/** One order as a room sees it. */
export interface RoomOrder {
  readonly id: string
  /** Its number among the orders of the incident. */
  readonly seq: number | undefined
  readonly title: string
  readonly to: RoomAddressee
  /** Teams, vehicles and stores that go with it. */
  readonly resources: readonly string[]
  /** Place among the four stations of a room, from 0. */
  readonly station: number
  /** When it came to that station; undefined where that is not known. */
  readonly since: number | undefined
  /** How it ended otherwise than well; undefined on the way and when it was done. */
  readonly ending: Extract<OrderStage, 'failed' | 'refused'> | undefined
  readonly due: Due
  /** The last one who was told that it is overdue. */
  readonly escalated: EscalationStep | undefined
}

/** Orders as a room sees them: overdue first, then the least time left, then what is done. Drafts and what was taken back are left out. Pure. */
export function roomOrders(orders: readonly OrderMatter[], now: number): readonly RoomOrder[] {
  return inOrderOfWork(orders, now).flatMap(({ id, state }) => {
    const station = roomStationOf(state.stage)
    if (station === undefined) return []
    const { stage } = state
    return [
      {
        ...{ id, seq: state.seq, title: state.title, to: addresseeOf(state) },
        resources: state.resources.map(({ id: resource, name }) => name ?? resource),
        station: ROOM_STATIONS.indexOf(station),
        since: stationSince(state),
        ending: stage === 'failed' || stage === 'refused' ? stage : undefined,
        due: orderDue(state, now),
        escalated: isWorking(state) ? state.escalated.at(-1)?.step : undefined,
      },
    ]
  })
}

/** When an order came to the station it stands at: stages within one station do not begin it anew. */
function stationSince({ stage, stamps }: Pick<OrderState, 'stage' | 'stamps'>): number | undefined {
  const station = roomStationOf(stage)
  const before = stamps.findLastIndex((stamp) => roomStationOf(stamp.stage) !== station)
  return stamps[before + 1]?.at
}

function addresseeOf({ to, area }: Pick<OrderState, 'to' | 'area'>): RoomAddressee {
  switch (to.kind) {
    case 'role':
    case 'department':
      return to
    case 'person':
      return personTo(to, area)
  }
}

function personTo({ person }: Extract<Addressee, { kind: 'person' }>, area: string): RoomAddressee {
  return person.post === undefined ? { kind: 'area', area } : { kind: 'post', post: person.post }
}

/** A clock for a report that runs. */
export interface RoomDeadline {
  readonly id: string
  readonly names: Names
  readonly dueAt: number
  readonly due: Due
}

/** Clocks that run, the most overdue or next due first; and the report that was given last. Pure. */
export function roomDeadlines(
  { deadlines }: Pick<IncidentState, 'deadlines'>,
  now: number,
): {
  readonly running: readonly RoomDeadline[]
  readonly last: { readonly names: Names; readonly at: number; readonly lateMs: number } | undefined
} {
  const running = deadlines
    .filter(({ metAt }) => metAt === undefined)
    .sort((a, b) => a.dueAt - b.dueAt)
    .map((deadline) => ({ ...{ id: deadline.id, names: deadline.names, dueAt: deadline.dueAt }, due: deadlineDue(deadline, now) }))
  const met = deadlines.flatMap(({ names, dueAt, metAt }) =>
    metAt === undefined ? [] : [{ names, at: metAt, lateMs: Math.max(0, metAt - dueAt) }],
  )
  return { running, last: met.sort((a, b) => b.at - a.at)[0] }
}

/** Who leads, by office: `post` is what somebody is in ordinary life, undefined where that is not known. */
export interface RoomChain {
  readonly commander:
    | { readonly kind: 'nobody' }
    | { readonly kind: 'lapsed'; readonly at: number }
    | { readonly kind: 'commands'; readonly post: string | undefined; readonly since: number | undefined }
  readonly posts: readonly { readonly post: Post; readonly holder: string | undefined; readonly since: number }[]
  readonly groups: readonly GroupKind[]
  readonly roll: { readonly askedAt: number; readonly here: number; readonly asked: number } | undefined
}

/** The chain of command of an incident, with offices in the place of names. Pure. */
export function roomChain({ command, posts, groups, rollCall }: IncidentState): RoomChain {
  return {
    commander:
      command.commander !== undefined
        ? { kind: 'commands', post: command.commander.post, since: command.since }
        : command.lapsedAt !== undefined
          ? { kind: 'lapsed', at: command.lapsedAt }
          : { kind: 'nobody' },
    posts: [...posts]
      .sort((a, b) => POSTS.indexOf(a.post) - POSTS.indexOf(b.post))
      .map(({ post, person, since }) => ({ post, holder: person.post, since })),
    groups: groups.map(({ kind }) => kind),
    roll: rollCall && {
      askedAt: rollCall.askedAt,
      here: rollCall.asked.filter(({ answer }) => answer === 'present').length,
      asked: rollCall.asked.length,
    },
  }
}

/** Casualties as they were last counted, with whose count it is and what time it speaks of. */
export interface RoomCount {
  readonly version: number
  readonly source: string
  readonly asOf: number
  /** `value` null is 待核; `before` is what the version before said, where it said something else. */
  readonly figures: readonly {
    readonly figure: CasualtyFigure
    readonly value: number | null
    readonly before: number | null | undefined
  }[]
}

/** The newest version of the casualties beside the one before it; undefined before the first. Pure. */
export function roomCount({ casualties }: Pick<IncidentState, 'casualties'>): RoomCount | undefined {
  const newest = casualties.at(-1)
  if (!newest) return undefined
  const before = casualties.at(-2)?.figures
  return {
    ...{ version: newest.version, source: newest.source, asOf: newest.asOf },
    figures: CASUALTY_FIGURES.map((figure) => {
      const value = newest.figures[figure]
      return { figure, value, before: before === undefined || before[figure] === value ? undefined : before[figure] }
    }),
  }
}

/** The response as the head of a room says it: since when, and what it was before. */
export interface RoomResponse {
  readonly level: Level
  readonly at: number
  /** The level before this one; null where the response was started with it, undefined where that is not known. */
  readonly from: Level | null | undefined
}

/** How the incident is answered now; undefined while it is not. Pure. */
export function roomResponse({ levels, levelChanges }: Pick<IncidentState, 'levels' | 'levelChanges'>): RoomResponse | undefined {
  if (levels.response === undefined) return undefined
  const last = levelChanges.findLast(({ field }) => field === 'response')
  return { level: levels.response.level, at: levels.response.at, from: last?.from }
}
