import type { CaseCategory, CaseTables, TimeLimit } from '#contract/case-tables.ts'
import type { CaseTicket, TicketStep } from '#contract/case-ticket.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import type { Town } from '../entities/ground.ts'
import { keyOf, uniform } from '../noise.ts'
import type { HotlineWords } from './hotline-words.ts'

export interface SimulatedStep {
  readonly at: number
  readonly step: TicketStep
  readonly text?: string
  readonly satisfaction?: number
}

/** A ticket of the simulated hotline with all that will ever be done to it. */
export interface SimulatedTicket {
  readonly at: number
  readonly row: Omit<CaseTicket, 'steps'>
  readonly steps: readonly SimulatedStep[]
}

export interface HotlineParts {
  readonly tables: Pick<CaseTables, 'categories' | 'calendar'>
  readonly towns: readonly Town[]
  readonly calendar: WindowCalendar
  readonly words: HotlineWords
  readonly seed: number
}

const MINUTE = 60_000
const HOUR = 3_600_000

/** Calls that become a ticket in a minute, at most, by the hour of the day. */
const PER_MINUTE = [
  0.03, 0.02, 0.02, 0.02, 0.03, 0.06, 0.12, 0.2, 0.35, 0.4, 0.38, 0.3, 0.25, 0.3, 0.36, 0.36, 0.33, 0.28, 0.22, 0.2, 0.18, 0.14,
  0.1, 0.06,
]

/** Which share of tickets ends or turns in each way. */
const SHARES = {
  rejected: 0.05,
  returned: 0.07,
  reworked: 0.06,
  late: 0.14,
  toPeople: 0.3,
  again: 0.07,
  urgent: 0.06,
  asked: 0.85,
} as const

/** What is left to the people of this product waits so long before the hotline's own desk takes it after all. */
const PATIENCE_MS = 5 * HOUR

const CHANNELS = ['12345', '12345', '12345', '12345-wechat', '12345-app', '12319'] as const

/**
 * The simulated hotline: who calls about what and where, and what becomes of it in the hotline's own house, all told by seed and
 * time alone, so that one that starts again tells the same. Pure.
 */
export function makeHotline({ tables, towns, calendar, words, seed }: HotlineParts) {
  const categories = tables.categories.filter(({ id }) => words.words[id] !== undefined)
  const office = workingTime(tables.calendar, calendar)
  const own = keyOf(seed, 'hotline')
  const hourOf = (at: number) => Math.floor((at - calendar.start('P1D', at)) / HOUR)

  const ticketOf = (minute: number): SimulatedTicket | undefined => {
    const at = minute * MINUTE + Math.floor(uniform(own ^ 0x51, minute) * MINUTE)
    if (uniform(own, minute) >= (PER_MINUTE[hourOf(at)] ?? 0)) return undefined
    // Some call about what somebody called about before: the same place, in other words.
    const earlier = uniform(own ^ 0x77, minute) < SHARES.again ? before(minute) : undefined
    const about = earlier ?? minute
    const key = keyOf(seed, 'ticket', String(about))
    const category = pick(categories, key, 1)
    const town = pick(towns, key, 2)
    if (!category || !town) return undefined
    const place = town.somewhere(key, 3)
    const [lon, lat] = earlier === undefined ? place : [place[0] + 0.000_12, place[1] - 0.000_08]
    const told = say(pick(words.words[category.id] ?? [], earlier === undefined ? key : own ^ minute, 4) ?? '', key)
    return {
      at,
      row: {
        key: `${dayOf(at)}${String(minute % 1_000_000).padStart(6, '0')}`,
        ...{ time: new Date(at).toISOString(), category: category.id, what: `${town.area.names.zh}${told}`, area: town.area.code },
        ...{ channel: pick(CHANNELS, own ^ minute, 5) ?? '12345', place: { lon: round(lon), lat: round(lat) } },
        placeText: say(`${town.area.names.zh}{路}{号}号附近`, key),
        ...(uniform(own ^ minute, 6) < SHARES.urgent && { urgent: true }),
      },
      steps: stepsOf(minute, at, category),
    }
  }

  const before = (minute: number): number | undefined => {
    for (let ago = 5; ago < 90; ago++) {
      const other = minute - ago
      const at = other * MINUTE
      if (uniform(own, other) < (PER_MINUTE[hourOf(at)] ?? 0) && uniform(own ^ 0x77, other) >= SHARES.again) return other
    }
    return undefined
  }

  /** What the hotline's house does with a ticket, in its office hours. */
  const stepsOf = (minute: number, at: number, category: CaseCategory): SimulatedTicket['steps'] => {
    const key = keyOf(seed, 'steps', String(minute))
    const chance = (n: number) => uniform(key, n)
    const steps: SimulatedStep[] = []
    let now = office.after(at, (0.1 + chance(1)) * HOUR + (chance(2) < SHARES.toPeople ? PATIENCE_MS : 0))
    const goOn = (step: TicketStep, ms: number, text?: string) => {
      now = office.after(now, ms)
      steps.push({ at: now, step, ...(text !== undefined && { text }) })
    }
    goOn('accepted', MINUTE)
    if (chance(3) < SHARES.rejected) {
      goOn('rejected', chance(4) * HOUR, pick(words.rejections, key, 5))
      return steps
    }
    if (category.onSite !== false) goOn('checked', (0.2 + chance(6)) * HOUR)
    goOn('filed', chance(7) * 0.4 * HOUR)
    goOn('dispatched', chance(8) * 0.8 * HOUR)
    if (chance(9) < SHARES.returned) {
      goOn('returned', (0.3 + chance(10)) * HOUR, pick(words.returns, key, 11))
      goOn('dispatched', chance(12) * HOUR)
    }
    goOn('started', (0.1 + chance(13)) * HOUR)
    const isLate = chance(14) < SHARES.late
    const share = isLate ? 1.05 + chance(15) * 0.6 : 0.15 + chance(15) * 0.65
    const work = lengthOf(category.limit ?? { amount: 2, unit: 'working-days' }) * share
    const isDayAndNight = category.limit?.unit === 'hours'
    now = isDayAndNight ? now + work : office.after(now, work)
    steps.push({ at: now, step: 'answered', text: pick(words.answers, key, 16) ?? '' })
    if (chance(17) < SHARES.reworked) {
      goOn('reworked', (0.5 + chance(18)) * HOUR, pick(words.reworks, key, 19))
      goOn('answered', (1 + chance(20) * 3) * HOUR, pick(words.answers, key, 21))
    }
    goOn('verified', (0.5 + chance(22) * 5) * HOUR)
    goOn('closed', (0.1 + chance(23)) * HOUR)
    if (chance(24) < SHARES.asked) {
      now = office.after(now, (1 + chance(25) * 6) * HOUR)
      steps.push({ at: now, step: 'evaluated', satisfaction: 5 - Math.floor(chance(26) ** (isLate ? 1 : 2) * 5) })
    }
    return steps
  }

  const lengthOf = ({ amount, unit }: TimeLimit): number => amount * (unit === 'working-days' ? office.dayMs : HOUR)
  const dayOf = (at: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: calendar.timeZone, dateStyle: 'short' }).format(at).replaceAll('-', '')
  const say = (template: string, key: number): string =>
    template
      .replaceAll('{路2}', pick(words.roads, key, 31) ?? '')
      .replaceAll('{路}', pick(words.roads, key, 32) ?? '')
      .replaceAll('{小区}', pick(words.estates, key, 33) ?? '')
      .replaceAll('{号}', String(1 + Math.floor(uniform(key, 34) * 280)))

  return {
    /** Tickets told with from < t ≤ to, oldest first. */
    between(from: number, to: number): readonly SimulatedTicket[] {
      const tickets: SimulatedTicket[] = []
      for (let minute = Math.floor(from / MINUTE); minute * MINUTE <= to; minute++) {
        const ticket = ticketOf(minute)
        if (ticket && ticket.at > from && ticket.at <= to) tickets.push(ticket)
      }
      return tickets
    },
  }
}

/** What the hotline says of a ticket by now: with everything that was done to it so far. */
export function rowBy({ row, steps }: SimulatedTicket, now: number): CaseTicket {
  const done = steps.filter(({ at }) => at <= now)
  return { ...row, steps: done.map(({ at, ...step }) => ({ ...step, time: new Date(at).toISOString() })) }
}

function pick<Item>(items: readonly Item[], key: number, n: number): Item | undefined {
  return items[Math.floor(uniform(key, n) * items.length)]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
