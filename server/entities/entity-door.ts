import type { FastifyInstance } from 'fastify'
import { type EntityAnswer, EntityAnswerSchema, EntityRowSchema } from '#contract/entity.ts'
import type { Source } from '../record/record-store.ts'
import { openRowDoor } from '../sources/http/row-door.ts'
import type { Entities } from './entities.ts'
import { NOTHING_TAKEN } from './take-rows.ts'

export interface EntityDoorParts {
  readonly entities: Pick<Entities, 'take'>
  findSource(tokenHash: string): Promise<Source | undefined>
  /** Told of each part of a request once it is committed, `ms` after the request began to be read. */
  onAnswer(source: string, answer: EntityAnswer, ms: number): void
}

/** POST /api/hub/entities: where things with an identity come in, and where they are. */
export async function entityDoor(app: FastifyInstance, { entities, findSource, onAnswer }: EntityDoorParts): Promise<void> {
  openRowDoor<EntityAnswer>(app, {
    url: '/api/hub/entities',
    schema: {
      summary: 'Send entities',
      description:
        'One row per thing, or per new place of a known thing: as a JSON array or one JSON object per line. The answer comes ' +
        'after the commit; good rows are never lost to bad ones, and a late row never moves a thing back.',
    },
    row: EntityRowSchema,
    answer: EntityAnswerSchema,
    nothing: NOTHING_TAKEN,
    findSource,
    take: (source, rows, idempotency) => entities.take(source.id, rows, idempotency),
    onAnswer,
  })
}
