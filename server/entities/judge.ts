import type { Entity } from '#contract/entity.ts'
import { TRACK_STEP_MS } from '#contract/entity.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { ERRORS, type ErrorCode } from '#contract/errors.ts'
import type { Place } from '#contract/place.ts'
import type { FindArea } from '../city/area-finder.ts'
import type { KnownEntity } from './known-entity.ts'
import type { Refused, Report } from './read-row.ts'

/** What becomes of a report. */
export type Judgement =
  | { readonly kind: 'refused'; readonly refused: Refused }
  /** Said before, word for word. */
  | { readonly kind: 'duplicate' }
  /** Older than what is known: it moves nothing. `tracked` is what it adds to the track, if anything. */
  | { readonly kind: 'late'; readonly tracked: TrackedPlace | undefined }
  | {
      readonly kind: 'taken'
      readonly next: KnownEntity
      /** What it is called, or whose it is, differs from before; true for a new thing as well. */
      readonly isRenamed: boolean
      readonly tracked: TrackedPlace | undefined
    }

/** One place of a track; null where it was not known. */
export interface TrackedPlace {
  readonly at: number
  readonly area: string
  readonly place: Place | null
}

export interface JudgeParts {
  readonly kinds: ReadonlyMap<string, EntityKind>
  readonly findArea: FindArea
  /** The city itself: where a thing is that is in none of its areas. */
  readonly root: string
}

/**
 * Decides what a source's report does to what is known. Pure. A thing belongs to the source that reported it first; it
 * never changes its kind; what is older than the known never moves it back.
 */
export function judge(report: Report, source: number, known: KnownEntity | undefined, parts: JudgeParts): Judgement {
  if (!known) return first(report, source, parts)
  if (known.source !== source) return refuse('row/of-another-source', `It is ${report.id}.`)
  if (report.kind !== undefined && report.kind !== known.entity.kind)
    return refuse('row/kind-changed', `${report.id} is of kind ${known.entity.kind}; the row says ${report.kind}.`)
  if (report.at < known.entity.heardAt) return late(report, known, parts)
  return later(report, known, parts)
}

function first(report: Report, source: number, parts: JudgeParts): Judgement {
  const kind = parts.kinds.get(report.kind ?? '')
  if (!kind) return refuse('row/kind-missing', `It is ${report.id}.`)
  if (!report.names) return refuse('row/names-missing', `It is ${report.id}.`)
  const place = report.place ?? null
  const area = areaOf(report.area, place, undefined, parts)
  const entity: Entity = {
    ...{ id: report.id, kind: kind.id, names: report.names, department: report.department ?? kind.department, area },
    ...{ attributes: { ...report.attributes }, heardAt: report.at, place },
  }
  const next: KnownEntity = {
    ...{ number: 0, source, statedArea: report.area, entity },
    ...{ placedAt: report.at, trackedAt: report.at },
  }
  return { kind: 'taken', next, isRenamed: true, tracked: { at: report.at, area, place } }
}

function late(report: Report, known: KnownEntity, parts: JudgeParts): Judgement {
  if (report.place === undefined) return { kind: 'late', tracked: undefined }
  const area = areaOf(report.area ?? known.statedArea, report.place, known.entity.area, parts)
  return { kind: 'late', tracked: { at: report.at, area, place: report.place } }
}

function later(report: Report, known: KnownEntity, parts: JudgeParts): Judgement {
  const before = known.entity
  const place = report.place === undefined ? before.place : report.place
  const statedArea = report.area ?? known.statedArea
  const area = report.place === undefined && report.area === undefined ? before.area : areaOf(statedArea, place, before.area, parts)
  const names = report.names && !isSame(report.names, before.names) ? report.names : before.names
  const department = report.department ?? before.department
  const attributes =
    report.attributes && !isSame({ ...before.attributes, ...report.attributes }, before.attributes)
      ? { ...before.attributes, ...report.attributes }
      : before.attributes
  const isRenamed =
    names !== before.names ||
    department !== before.department ||
    attributes !== before.attributes ||
    statedArea !== known.statedArea
  const isMoved = report.place !== undefined && !isSame(place, before.place)
  if (report.at === before.heardAt && !isRenamed && !isMoved && area === before.area) return { kind: 'duplicate' }
  const isTracked = report.place !== undefined && isWorthTracking(report, place, known)
  const next: KnownEntity = {
    ...{ number: known.number, source: known.source, statedArea },
    entity: { id: before.id, kind: before.kind, names, department, area, attributes, heardAt: report.at, place },
    placedAt: report.place === undefined ? known.placedAt : report.at,
    trackedAt: isTracked ? report.at : known.trackedAt,
  }
  return { kind: 'taken', next, isRenamed, tracked: isTracked ? { at: report.at, area, place } : undefined }
}

/** The first place in each stretch of a track, every change from known to unknown and back, and every correction. */
function isWorthTracking({ at }: Report, place: Place | null, { entity, trackedAt }: KnownEntity): boolean {
  if (Math.floor(at / TRACK_STEP_MS) !== Math.floor(trackedAt / TRACK_STEP_MS)) return true
  return (place === null) !== (entity.place === null) || at === trackedAt
}

/** The area as said, else the one its place lies in, else the one it was in while its place is not known, else the city. */
function areaOf(
  stated: string | undefined,
  place: Place | null,
  before: string | undefined,
  { findArea, root }: JudgeParts,
): string {
  if (stated !== undefined) return stated
  if (place === null) return before ?? root
  return findArea(place.lon, place.lat, before) ?? root
}

function isSame(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b
  const left = Object.entries(a)
  const right = b as Record<string, unknown>
  return left.length === Object.keys(right).length && left.every(([name, value]) => right[name] === value)
}

function refuse(code: ErrorCode, detail: string): Judgement {
  return { kind: 'refused', refused: { code, sentence: `${ERRORS[code].sentence} ${detail}` } }
}
