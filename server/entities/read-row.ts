import type { AttributeValue, Entity } from '#contract/entity.ts'
import { ENTITY_ID } from '#contract/entity.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import { FUTURE_LIMIT_MS, parseTime, type Rejection } from '#contract/observation.ts'
import { type Place, readMotion, readPlace } from '#contract/place.ts'
import { type CoordinateSystem, SHIFTED, toWgs84 } from '../city/wgs84.ts'
import { shown } from '../hub/shown.ts'

/** A row that can be believed: what it says of which thing, at what time. What it does not say is undefined. */
export interface Report {
  readonly id: string
  /** Epoch ms. */
  readonly at: number
  readonly kind: string | undefined
  readonly names: Entity['names'] | undefined
  readonly department: string | undefined
  readonly area: string | undefined
  readonly attributes: Readonly<Record<string, AttributeValue>> | undefined
  /** Where it is; `null` where that is not known. */
  readonly place: Place | null | undefined
}

/** A row refused, without its index. */
export type Refused = Omit<Rejection, 'index'>

export type ReadRow = { readonly kind: 'report'; readonly report: Report } | { readonly kind: 'refused'; readonly refused: Refused }

/** What the city knows that rows may name. */
export interface RowWords {
  readonly kinds: ReadonlyMap<string, EntityKind>
  readonly departments: ReadonlySet<string>
  isArea(code: string): boolean
}

/** First and one past the last instant the record keeps, epoch ms UTC. */
const EARLIEST = Date.UTC(1990, 0, 1)
const LATEST = Date.UTC(2101, 0, 1)

/** Characters of an RFC 3339 time with nine digits of second. */
const LONGEST_TIME = 40
const LONGEST_NAME = 100
const LONGEST_TEXT = 200

/** Thrown and caught inside this file: the first thing that is wrong with a row. */
class Wrong extends Error {
  readonly refused: Refused
  constructor(code: ErrorCode, detail?: string) {
    super(code)
    this.refused = { code, sentence: detail === undefined ? ERRORS[code].sentence : `${ERRORS[code].sentence} ${detail}` }
  }
}

/** Reads one row. `now` (epoch ms) is what the future is measured from. `kindOf` names the kind of a thing known already. Never throws. */
export function readRow(row: unknown, words: RowWords, now: number, kindOf: (id: string) => string | undefined): ReadRow {
  try {
    return { kind: 'report', report: report(row, words, now, kindOf) }
  } catch (wrong) {
    if (wrong instanceof Wrong) return { kind: 'refused', refused: wrong.refused }
    throw wrong
  }
}

function report(row: unknown, words: RowWords, now: number, kindOf: (id: string) => string | undefined): Report {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new Wrong('row/not-an-object', `This row is ${shown(row)}.`)
  const said = row as Record<string, unknown>
  const id = idOf(said.id)
  const at = timeOf(said.time, now)
  const kind = given(said.kind)
  if (kind !== undefined && (typeof kind !== 'string' || !words.kinds.has(kind))) throw new Wrong('row/kind-unknown', saying(kind))
  const department = given(said.department)
  if (department !== undefined && (typeof department !== 'string' || !words.departments.has(department)))
    throw new Wrong('row/department-unknown', saying(department))
  const area = given(said.area)
  if (area !== undefined && (typeof area !== 'string' || !words.isArea(area))) throw new Wrong('row/area-unknown', saying(area))
  return {
    id,
    at,
    kind,
    names: namesOf(given(said.names)),
    department,
    area,
    attributes: attributesOf(given(said.attributes), words.kinds.get(kind ?? kindOf(id) ?? '')),
    place: said.place === undefined ? undefined : placeOf(said.place),
  }
}

function idOf(id: unknown): string {
  if (given(id) === undefined || id === '') throw new Wrong('row/id-missing')
  if (typeof id !== 'string' || !ENTITY_ID.test(id)) throw new Wrong('row/id-invalid', saying(id))
  return id
}

function timeOf(time: unknown, now: number): number {
  if (given(time) === undefined || time === '') throw new Wrong('row/time-missing')
  const at = typeof time === 'string' && time.length <= LONGEST_TIME ? parseTime(time) : undefined
  if (at === undefined) throw new Wrong('row/time-invalid', saying(time))
  if (at < EARLIEST || at >= LATEST) throw new Wrong('row/time-range', saying(time))
  if (at > now + FUTURE_LIMIT_MS)
    throw new Wrong('row/time-future', `${saying(time)} The clock here says ${new Date(now).toISOString()}.`)
  return at
}

function namesOf(names: unknown): Entity['names'] | undefined {
  if (names === undefined) return undefined
  if (typeof names !== 'object') throw new Wrong('row/names-invalid', saying(names))
  const { zh, en = zh } = names as Record<string, unknown>
  if (!isText(zh, LONGEST_NAME) || !isText(en, LONGEST_NAME)) throw new Wrong('row/names-invalid')
  return { zh, en }
}

function attributesOf(attributes: unknown, kind: EntityKind | undefined): Report['attributes'] {
  if (attributes === undefined || kind === undefined) return undefined
  if (typeof attributes !== 'object' || Array.isArray(attributes)) throw new Wrong('row/attribute-invalid', saying(attributes))
  const known = new Set(kind.attributes?.map(({ id }) => id))
  const read: Record<string, AttributeValue> = {}
  for (const [id, value] of Object.entries(attributes as Record<string, unknown>)) {
    if (!known.has(id))
      throw new Wrong('row/attribute-unknown', `${saying(id)} ${kind.id} has: ${[...known].join(', ') || 'none'}.`)
    const isValue =
      typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) || isText(value, LONGEST_TEXT)
    if (!isValue) throw new Wrong('row/attribute-invalid', `${id} is ${shown(value)}.`)
    read[id] = value
  }
  return read
}

function placeOf(place: unknown): Place | null {
  if (place === null) return null
  if (typeof place !== 'object' || Array.isArray(place)) throw new Wrong('row/place-invalid', saying(place))
  const { lon, lat, system = 'WGS84', heading, speed } = place as Record<string, unknown>
  if (!isSystem(system)) throw new Wrong('row/coordinates-unknown', saying(system))
  const read = readPlace(lon, lat)
  switch (read.kind) {
    case 'unknown':
      return null
    case 'not-a-number':
      throw new Wrong('row/place-invalid', `The row says ${shown(lon)} and ${shown(lat)}.`)
    case 'impossible':
      throw new Wrong(
        'row/place-impossible',
        `The row says lon ${shown(lon)} and lat ${shown(lat)}${read.isSwapped ? ': they look swapped' : ''}.`,
      )
    case 'place': {
      const [x, y] = toWgs84(system, [read.lon, read.lat])
      return { lon: x, lat: y, ...readMotion(heading, speed) }
    }
  }
}

function isSystem(system: unknown): system is CoordinateSystem {
  return typeof system === 'string' && Object.hasOwn(SHIFTED, system)
}

/** Text with something in it and no control characters, no longer than may be shown. */
function isText(text: unknown, longest: number): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(text)
}

/** What a row says, undefined where it says nothing: null counts as nothing everywhere but for a place. */
function given(value: unknown): unknown {
  return value === null ? undefined : value
}

function saying(value: unknown): string {
  return `The row says ${shown(value)}.`
}
