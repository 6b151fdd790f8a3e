import { type Static, Type } from 'typebox'
import { commandSchema } from './command.ts'
import { TermSchema } from './incident-commands.ts'
import { LevelSchema } from './incident-lists.ts'
import { ResourceSchema } from './order.ts'

const Id = Type.String({ maxLength: 64 })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const Place = Type.Integer({ minimum: 0, maximum: 19, description: 'Place of the order in the proposal, from 0.' })

/** POST /api/incidents/:id/plans: 启动预案. Starts the response at this level, where it has not started. */
export const ApplyPlanSchema = commandSchema({ plan: Id, level: LevelSchema, term: TermSchema })
export type ApplyPlan = Static<typeof ApplyPlanSchema>

/**
 * POST /api/incidents/:id/plans/accept: issues the orders of a step that was proposed, all or none of them, except those left
 * out. `resources` go to the order they name, `overcommit` is as with any order.
 */
export const AcceptStepSchema = commandSchema({
  plan: Id,
  step: Id,
  term: TermSchema,
  without: Type.Optional(Type.Array(Place, { maxItems: 20, uniqueItems: true })),
  resources: Type.Optional(
    Type.Array(
      Type.Object(
        { order: Place, resources: Type.Array(ResourceSchema, { minItems: 1, maxItems: 50 }) },
        { additionalProperties: false },
      ),
      { maxItems: 20 },
    ),
  ),
  overcommit: Type.Optional(Text(200)),
})
export type AcceptStep = Static<typeof AcceptStepSchema>

/** POST /api/incidents/:id/plans/dismiss */
export const DismissStepSchema = commandSchema({ plan: Id, step: Id, term: TermSchema, reason: Text(200) })

/** POST /api/incidents/:id/plans/propose: a person brings up a step whose condition does not hold, or that was dismissed. */
export const ProposeStepSchema = commandSchema({ plan: Id, step: Id, term: TermSchema, reason: Text(200) })

/** POST /api/incidents/:id/plans/end: no more steps propose themselves; orders go on. */
export const EndPlanSchema = commandSchema({ plan: Id, term: TermSchema, reason: Text(200) })
