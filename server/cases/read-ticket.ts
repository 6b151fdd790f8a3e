import { OTHER_CATEGORY } from '#contract/case-tables.ts'
import { TICKET_STEPS, type TicketStep } from '#contract/case-ticket.ts'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import type { Position, Site } from '#contract/incident.ts'
import { FUTURE_LIMIT_MS, parseTime, type Rejection } from '#contract/observation.ts'
import { readPlace } from '#contract/place.ts'
import type { FindArea } from '../city/area-finder.ts'
import { type CoordinateSystem, SHIFTED, toWgs84 } from '../city/wgs84.ts'
import { shown } from '../hub/shown.ts'

/** One thing a source says was done to its ticket. */
export interface ToldStep {
  readonly step: TicketStep
  /** Epoch ms. */
  readonly at: number
  readonly department?: string
  readonly text?: string
  readonly satisfaction?: number
}

/** A row that can be believed. */
export interface Ticket {
  readonly key: string
  /** Epoch ms. */
  readonly at: number
  readonly category: string
  readonly what: string
  readonly channel?: string
  readonly isUrgent: boolean
  readonly place: Site
  readonly steps: readonly ToldStep[]
}

/** A row refused, without its index. */
export type Refused = Omit<Rejection, 'index'>

/** What the city knows that rows may name. */
export interface TicketWords {
  isCategory(id: string): boolean
  isDepartment(id: string): boolean
  isArea(code: string): boolean
  readonly findArea: FindArea
  /** The whole city: where a case lies whose place nobody knows. */
  readonly root: string
}

/** First instant the record keeps, epoch ms UTC. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LONGEST = { key: 128, what: 2_000, channel: 40, placeText: 200, text: 1_000, time: 40, steps: 40 } as const

/** The first thing that is wrong with a row. */
export class WrongTicket extends Error {
  readonly refused: Refused
  constructor(code: ErrorCode, detail?: string) {
    super(code)
    this.refused = { code, sentence: detail === undefined ? ERRORS[code].sentence : `${ERRORS[code].sentence} ${detail}` }
  }
}

/** Reads one row. `now` (epoch ms) is what the future is measured from. Throws WrongTicket. */
export function readTicket(row: unknown, words: TicketWords, now: number): Ticket {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new WrongTicket('row/not-an-object', says(row))
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined))
  const { key, what, category = OTHER_CATEGORY, urgent = false, channel, steps = [] } = said
  if (key === undefined || key === '') throw new WrongTicket('row/key-missing')
  if (!isText(key, LONGEST.key)) throw new WrongTicket('row/key-invalid', says(key))
  const at = timeOf(said.time, now)
  if (what === undefined || what === '') throw new WrongTicket('row/what-missing')
  if (!isText(what, LONGEST.what, true)) throw new WrongTicket('row/what-invalid')
  if (typeof category !== 'string' || !words.isCategory(category)) throw new WrongTicket('row/category-unknown', says(category))
  if (typeof urgent !== 'boolean') throw new WrongTicket('row/field-invalid', `urgent: ${says(urgent)}`)
  if (channel !== undefined && !isText(channel, LONGEST.channel))
    throw new WrongTicket('row/field-invalid', `channel: ${says(channel)}`)
  if (!Array.isArray(steps) || steps.length > LONGEST.steps) throw new WrongTicket('row/step-invalid', `steps: ${says(steps)}`)
  return {
    ...{ key, at, category, what, isUrgent: urgent, place: siteOf(said, words) },
    ...(channel !== undefined && { channel }),
    steps: steps.map((step) => stepOf(step, words, now)),
  }
}

function siteOf({ area, place, placeText }: Record<string, unknown>, { isArea, findArea, root }: TicketWords): Site {
  if (area !== undefined && (typeof area !== 'string' || !isArea(area))) throw new WrongTicket('row/area-unknown', says(area))
  if (placeText !== undefined && !isText(placeText, LONGEST.placeText))
    throw new WrongTicket('row/field-invalid', `placeText: ${says(placeText)}`)
  const at = place === undefined ? undefined : positionOf(place)
  return {
    area: area ?? (at && findArea(...at)) ?? root,
    ...(at && { at }),
    ...(placeText !== undefined && { text: placeText }),
  }
}

function positionOf(place: unknown): Position | undefined {
  if (typeof place !== 'object' || place === null || Array.isArray(place)) throw new WrongTicket('row/place-invalid', says(place))
  const { lon, lat, system = 'WGS84' } = place as Record<string, unknown>
  if (!isSystem(system)) throw new WrongTicket('row/coordinates-unknown', says(system))
  const read = readPlace(lon, lat)
  switch (read.kind) {
    case 'unknown':
      return undefined
    case 'not-a-number':
      throw new WrongTicket('row/place-invalid', `The row says ${shown(lon)} and ${shown(lat)}.`)
    case 'impossible':
      throw new WrongTicket('row/place-impossible', `The row says lon ${shown(lon)} and lat ${shown(lat)}.`)
    case 'place': {
      const [x, y] = toWgs84(system, [read.lon, read.lat])
      return [x, y]
    }
  }
}

function stepOf(said: unknown, { isDepartment }: TicketWords, now: number): ToldStep {
  if (typeof said !== 'object' || said === null) throw new WrongTicket('row/step-invalid', says(said))
  const { step, time, department, text, satisfaction } = said as Record<string, unknown>
  if (!TICKET_STEPS.some((known) => known === step)) throw new WrongTicket('row/step-invalid', `step: ${says(step)}`)
  if (department !== undefined && department !== null && (typeof department !== 'string' || !isDepartment(department)))
    throw new WrongTicket('row/department-unknown', says(department))
  if (text !== undefined && text !== null && !isText(text, LONGEST.text, true))
    throw new WrongTicket('row/step-invalid', `text: ${says(text)}`)
  const isMark = satisfaction === undefined || satisfaction === null || [1, 2, 3, 4, 5].some((mark) => mark === satisfaction)
  if (!isMark) throw new WrongTicket('row/step-invalid', `satisfaction: ${says(satisfaction)}`)
  return {
    ...{ step: step as TicketStep, at: timeOf(time, now) },
    ...(typeof department === 'string' && { department }),
    ...(typeof text === 'string' && { text }),
    ...(typeof satisfaction === 'number' && { satisfaction }),
  }
}

function timeOf(time: unknown, now: number): number {
  if (time === undefined || time === null || time === '') throw new WrongTicket('row/time-missing')
  const at = typeof time === 'string' && time.length <= LONGEST.time ? parseTime(time) : undefined
  if (at === undefined) throw new WrongTicket('row/time-invalid', says(time))
  if (at < EARLIEST) throw new WrongTicket('row/time-range', says(time))
  if (at > now + FUTURE_LIMIT_MS) throw new WrongTicket('row/time-future', says(time))
  return Math.min(at, now)
}

function isSystem(system: unknown): system is CoordinateSystem {
  return typeof system === 'string' && Object.hasOwn(SHIFTED, system)
}

/**
 * Text with something in it, no longer than may be, without control characters but for line breaks where they are allowed,
 * and without half of a surrogate pair, which no database keeps.
 */
function isText(text: unknown, longest: number, mayBreak = false): text is string {
  if (typeof text !== 'string' || text.trim() === '' || text.length > longest) return false
  return !/[\p{Cc}\p{Cs}]/u.test(mayBreak ? text.replace(/[\r\n\t]/g, ' ') : text)
}

function says(value: unknown): string {
  return `The row says ${shown(value)}.`
}
