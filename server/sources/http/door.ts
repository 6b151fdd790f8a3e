import type { FastifyInstance } from 'fastify'
import { type IngestAnswer, IngestAnswerSchema, ObservationRowSchema } from '#contract/observation.ts'
import type { Hub } from '../../hub/hub-port.ts'
import type { Source } from '../../record/record-store.ts'
import type { Tracing } from '../../tracing/tracing.ts'
import { openRowDoor } from './row-door.ts'

export interface DoorParts {
  hub(): Pick<Hub, 'ingest' | 'isFull'>
  findSource(tokenHash: string): Promise<Source | undefined>
  now(): number
  /** Told of each part of a request once it is committed, `ms` after the request began to be read. */
  onAnswer(source: string, answer: IngestAnswer, ms: number): void
  readonly tracing?: Tracing | undefined
}

const NOTHING: IngestAnswer = { accepted: 0, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }

/** POST /api/hub/observations: where figures come in. */
export async function door(app: FastifyInstance, { hub, findSource, now, onAnswer, tracing }: DoorParts): Promise<void> {
  openRowDoor<IngestAnswer>(app, {
    url: '/api/hub/observations',
    schema: {
      summary: 'Send figures',
      description:
        'One row per figure, as a JSON array (up to 32 MiB) or one JSON object per line (any length, taken in as it arrives). ' +
        'gzip is taken. The answer comes after the commit; good rows are never lost to bad ones.',
    },
    row: ObservationRowSchema,
    answer: IngestAnswerSchema,
    nothing: NOTHING,
    findSource,
    isFull: () => hub().isFull(),
    take: (source, rows, idempotency) => {
      const place = tracing?.here()
      return hub().ingest({
        ...{ source, receivedAt: now(), rows, firstIndex: 0 },
        ...(idempotency && { idempotency }),
        ...(place !== undefined && { place }),
      })
    },
    onAnswer,
  })
}
