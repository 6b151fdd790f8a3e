import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'
import type { WindowCalendar } from './window.ts'

const DaySchema = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'YYYY-MM-DD.' })
const ClockTimeSchema = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', description: 'HH:MM of the local day.' })

/** When people work: the hours of a working day, the days of the week, and the days on which it is otherwise. Data of a city. */
export const WorkingCalendarSchema = Type.Object(
  {
    hours: Type.Array(Type.Object({ from: ClockTimeSchema, to: ClockTimeSchema }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 8,
      description: 'The hours of a working day, in their order, none in another.',
    }),
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description: 'Working days of a week; 1 is Monday, 7 is Sunday.',
    }),
    days: Type.Array(
      Type.Object(
        {
          from: DaySchema,
          to: Type.Optional(DaySchema),
          works: Type.Boolean({ description: 'true: worked although it is a weekend (调休上班); false: a holiday.' }),
          names: Type.Optional(NamesSchema),
        },
        { additionalProperties: false },
      ),
      { maxItems: 400, description: 'Holidays, and working days in place of them; `from` alone is one day.' },
    ),
    /** Holidays after this day are not published yet: plain weeks are reckoned with. */
    knownThrough: Type.Optional(DaySchema),
    source: Type.Optional(Type.String({ description: 'Where the holidays were published.' })),
  },
  { additionalProperties: false, description: 'Working hours of a city.' },
)
export type WorkingCalendar = Static<typeof WorkingCalendarSchema>

/** Every hour of every day: what a city without a working calendar goes by. */
export const ALWAYS: WorkingCalendar = { hours: [{ from: '00:00', to: '24:00' }], weekdays: [1, 2, 3, 4, 5, 6, 7], days: [] }

/** Working time of a calendar in a time zone. All times are epoch ms, all lengths ms. Pure. */
export interface WorkingTime {
  /** Working time from `from` up to `to`; 0 where `to` is not after `from`. */
  between(from: number, to: number): number
  /**
   * The instant at which so much working time has passed since `from`. With 0, `from` itself. Where no working hour comes within ten
   * years, ten years later.
   */
  after(from: number, lengthMs: number): number
  /** Working time of one working day. */
  readonly dayMs: number
  /** True within working hours. */
  isWorking(at: number): boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** No holiday lasts so long; a calendar in which nobody ever works must not be searched for ever. */
const MOST_DAYS = 3_660

/**
 * Reckons with a working calendar in the days of a time zone. Hours are counted from the local midnight: on the two days a year on which
 * a zone changes to summer time and back they may be an hour off.
 */
export function workingTime(
  { hours, weekdays, days }: WorkingCalendar,
  zone: Pick<WindowCalendar, 'timeZone' | 'start' | 'end'>,
): WorkingTime {
  const spans = hours.map(({ from, to }) => [minutesOf(from) * MINUTE_MS, minutesOf(to) * MINUTE_MS] as const)
  const exceptions = new Map(days.flatMap(({ from, to = from, works }) => daysFrom(from, to).map((day) => [day, works] as const)))
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone.timeZone, dateStyle: 'short' })
  const known = new Map<number, boolean>()
  const works = (dayStart: number): boolean => {
    const judged = known.get(dayStart)
    if (judged !== undefined) return judged
    const date = local.format(dayStart)
    const answer = exceptions.get(date) ?? weekdays.includes(new Date(date).getUTCDay() || 7)
    known.set(dayStart, answer)
    return answer
  }
  /** Working spans of the day that begins at `start`, as instants. */
  const spansOf = (start: number): readonly (readonly [number, number])[] =>
    works(start) ? spans.map(([from, to]) => [start + from, start + to] as const) : []
  return {
    dayMs: spans.reduce((sum, [from, to]) => sum + to - from, 0),
    isWorking: (at) => spansOf(zone.start('P1D', at)).some(([from, to]) => from <= at && at < to),
    between: (from, to) => {
      let sum = 0
      for (let day = zone.start('P1D', from); day < to; day = zone.end('P1D', day))
        for (const [begin, end] of spansOf(day)) sum += Math.max(0, Math.min(end, to) - Math.max(begin, from))
      return sum
    },
    after: (from, lengthMs) => {
      if (lengthMs <= 0) return from
      let left = lengthMs
      let day = zone.start('P1D', from)
      for (let count = 0; count < MOST_DAYS; count++, day = zone.end('P1D', day)) {
        for (const [begin, end] of spansOf(day)) {
          const since = Math.max(begin, from)
          if (end - since >= left && end > since) return since + left
          left -= Math.max(0, end - since)
        }
      }
      return day
    },
  }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** All days from one to another, as YYYY-MM-DD. */
function daysFrom(from: string, to: string): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)]
  const count = Math.max(0, Math.round((last - first) / DAY_MS) + 1)
  return Array.from({ length: count }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10))
}
