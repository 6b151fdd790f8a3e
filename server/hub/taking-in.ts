import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer, Rejection } from '#contract/observation.ts'
import type { ObservationBatch, RecordStore, StoredObservation } from '../record/record-store.ts'
import type { Authorities } from './authorities.ts'
import type { Frame } from './frame.ts'
import type { FrameCache } from './frame-cache.ts'
import { type CheckedRow, type Gate, isChecked } from './gate.ts'
import type { IngestRequest } from './hub-port.ts'

/** Most rejections listed in one answer; all are counted. */
const MOST_LISTED = 1000

/** Rows checked before others get a turn: about a millisecond. */
const CHECKED_PER_TURN = 2_000

/** Rows brought into their frames before others get a turn: some five milliseconds, in which the record waits for them. */
const SPOKEN_PER_TURN = 10_000

/** What becomes of one request of a group. */
export type Outcome = { readonly answer: IngestAnswer } | { readonly refusal: Refusal }

/** Requests as they will be committed: one outcome each, the batches to store and the frames they touch. */
export interface TakenIn {
  readonly outcomes: readonly Outcome[]
  readonly batches: readonly ObservationBatch[]
  readonly touched: ReadonlySet<Frame>
}

/** A request through the gate: what it says, and what was refused of it. */
export interface CheckedRequest {
  readonly request: IngestRequest
  readonly rows: readonly CheckedRow[]
  /** The first MOST_LISTED of them. */
  readonly rejected: Rejection[]
  readonly rejectedCount: number
}

export interface Checking {
  readonly gate: Gate
  readonly clock: () => number
  /** Lets ticks and sockets have a turn. */
  readonly rest: () => Promise<void>
}

export interface TakingIn extends Checking {
  readonly store: RecordStore
  readonly frames: FrameCache
  readonly authorities: Authorities
}

/** Brings one request through the gate. It knows nothing but the catalogue and the clock, so that it waits for nobody. Never throws. */
export async function checkRequest(request: IngestRequest, { gate, clock, rest }: Checking): Promise<CheckedRequest> {
  const now = clock()
  const rows: CheckedRow[] = []
  const rejected: Rejection[] = []
  let rejectedCount = 0
  for (const [index, row] of request.rows.entries()) {
    if (index > 0 && index % CHECKED_PER_TURN === 0) await rest()
    const outcome = gate.check(row, now)
    if (isChecked(outcome)) {
      rows.push(outcome)
      continue
    }
    rejectedCount += 1
    if (rejected.length < MOST_LISTED) rejected.push({ index: request.firstIndex + index, ...outcome })
  }
  return { request, rows, rejected, rejectedCount }
}

/**
 * Brings a group of checked requests into their frames. Frames and authorities are changed as if the record had already taken
 * the batches; when it then refuses, both must be read again. The windows the rows need are read in one query for the whole
 * group.
 */
export async function takeIn(group: readonly CheckedRequest[], parts: TakingIn): Promise<TakenIn> {
  const requests = group.map(({ request }) => request)
  const earlier = await earlierAnswers(requests, parts.store)
  const outcomes: Outcome[] = []
  const checked = group.filter((_, index) => !earlier[index] && !isRepeat(requests, index))
  await parts.frames.load(checked.flatMap(({ rows }) => missing(rows, parts.frames)))
  const touched = new Set<Frame>()
  const batches: ObservationBatch[] = []
  const answers = new Map<IngestRequest, IngestAnswer>()
  let sinceTurn = 0
  for (const { request, rows, rejected, rejectedCount } of checked) {
    sinceTurn += rows.length
    if (sinceTurn > SPOKEN_PER_TURN) {
      sinceTurn = rows.length
      await parts.rest()
    }
    const spoken = await speak(request, rows, touched, parts)
    const answer: IngestAnswer = { ...spoken.counts, rejected, rejectedCount }
    answers.set(request, answer)
    if (spoken.observations.length === 0 && !request.idempotency) continue
    const { idempotency, source, receivedAt } = request
    const { observations, authorities } = spoken
    const batch = { source: source.id, receivedAt, observations, authorities }
    batches.push(idempotency ? { ...batch, idempotency: { ...idempotency, answer } } : batch)
  }
  for (const [index, request] of requests.entries()) {
    const first = requests[firstOfKey(requests, index)] as IngestRequest
    const known = earlier[index]
    if (known) outcomes.push(repeat(request, known.bodyHash, known.answer))
    else outcomes.push(repeat(request, first.idempotency?.bodyHash, answers.get(first) as IngestAnswer))
  }
  return { outcomes, batches, touched }
}

/** The same key and body get the first answer again; another body under the key is refused. */
function repeat(request: IngestRequest, bodyHash: string | undefined, answer: IngestAnswer): Outcome {
  return request.idempotency?.bodyHash === bodyHash ? { answer } : { refusal: new Refusal('request/key-reused') }
}

async function earlierAnswers(requests: readonly IngestRequest[], store: RecordStore) {
  return Promise.all(requests.map(({ source, idempotency }) => idempotency && store.findAnswer(source.id, idempotency.key)))
}

/** Place in the group of the first request with the same source and key; the request's own without a key. */
function firstOfKey(requests: readonly IngestRequest[], index: number): number {
  const request = requests[index] as IngestRequest
  if (!request.idempotency) return index
  const { key } = request.idempotency
  return requests.findIndex((other) => other.source.id === request.source.id && other.idempotency?.key === key)
}

function isRepeat(requests: readonly IngestRequest[], index: number): boolean {
  return firstOfKey(requests, index) !== index
}

function missing(rows: readonly CheckedRow[], frames: FrameCache): CheckedRow[] {
  return rows.filter((row) => !frames.find(row.plan, row.at))
}

async function speak(request: IngestRequest, rows: readonly CheckedRow[], touched: Set<Frame>, parts: TakingIn) {
  const counts = { accepted: 0, duplicates: 0, corrections: 0, conflicts: 0 }
  const observations: StoredObservation[] = []
  const authorities: { metric: string; area: string }[] = []
  const source = request.source.id
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % SPOKEN_PER_TURN === 0) await parts.rest()
    const { plan, place, at, numerator, denominator } = row
    const answers = parts.authorities.sourceOf(plan, place)
    if (answers === undefined) {
      parts.authorities.set(plan, place, source)
      authorities.push({ metric: plan.id, area: place.area })
    }
    const conflict = answers !== undefined && answers !== source
    const frame = parts.frames.find(plan, at) as Frame
    const said = frame.say(place.index, { at, source, numerator, denominator, conflict })
    counts[COUNTED[said]] += 1
    if (said === 'duplicate') continue
    touched.add(frame)
    const { id: metric } = plan
    const { area } = place
    const standing = conflict ? 'conflict' : 'authoritative'
    if (row.bare) observations.push({ metric, area, at, source, standing, value: numerator })
    else observations.push({ metric, area, at, source, standing, numerator, denominator })
  }
  return { counts, observations, authorities }
}

const COUNTED = { accepted: 'accepted', duplicate: 'duplicates', correction: 'corrections', conflict: 'conflicts' } as const
