import type { IngestAnswer } from '#contract/observation.ts'
import type { ObservationBatch } from '../record/record-store.ts'
import type { Span, TracePlace } from '../tracing/tracing.ts'
import type { Frame } from './frame.ts'
import type { IngestRequest } from './hub-port.ts'
import type { CheckedRequest, Outcome, TakenIn } from './taking-in.ts'

/** A request whose sender waits for the answer. */
export interface Waiting {
  readonly request: IngestRequest
  /** The request through the gate: begun at once, while the record is busy with those before. */
  readonly checked: Promise<CheckedRequest>
  readonly span: Span | undefined
  resolve(answer: IngestAnswer): void
  reject(fault: unknown): void
}

/**
 * Requests that will be committed together. While the record takes the group before, more of them come in, part by part; each part
 * is compared with the frames as those before it left them.
 */
export class FormingGroup {
  readonly waiting: Waiting[] = []
  readonly batches: ObservationBatch[] = []
  readonly touched = new Set<Frame>()
  /** Keys of its requests, as `keyOf` says them. */
  readonly keys = new Set<string>()
  private readonly outcomes: Outcome[] = []
  private rowCount = 0

  /** Rows of all its requests. */
  get rows(): number {
    return this.rowCount
  }

  add(part: readonly Waiting[], { outcomes, batches, touched }: TakenIn): void {
    this.waiting.push(...part)
    this.outcomes.push(...outcomes)
    this.batches.push(...batches)
    for (const frame of touched) this.touched.add(frame)
    for (const { request } of part) {
      this.rowCount += request.rows.length
      const key = keyOf(request)
      if (key !== undefined) this.keys.add(key)
    }
  }

  /** What was said of each request is so: the record has the group. */
  answer(): void {
    for (const [index, one] of this.waiting.entries()) {
      const outcome = this.outcomes[index]
      if (outcome && 'answer' in outcome) {
        one.span?.end()
        one.resolve(outcome.answer)
      } else refuse(one, outcome?.refusal)
    }
  }
}

/** Source and key of a request that may be sent again; undefined where it has none. */
export function keyOf({ source, idempotency }: IngestRequest): string | undefined {
  return idempotency && `${source.id}\n${idempotency.key}`
}

/** Tells the sender that nothing was taken in. */
export function refuse({ span, reject }: Waiting, fault: unknown): void {
  span?.end(fault)
  reject(fault)
}

/** What is done for several requests at once is part of the first that is traced; the others are linked to it. */
export function placeOf(waiting: readonly Waiting[]): TracePlace | undefined {
  const [first, ...others] = waiting.flatMap(({ span }) => span ?? [])
  if (!first) return undefined
  for (const other of others) {
    other.link(first.place)
    first.link(other.place)
  }
  return first.place
}
