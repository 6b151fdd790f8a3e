import { type Static, Type } from 'typebox'
import { LONGEST_SHELF_S } from './alarm.ts'
import { commandSchema } from './command.ts'
import { MatterIdSchema } from './matter.ts'

const Ids = Type.Array(MatterIdSchema, {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
  description: 'Alarms it is done to, together.',
})

/** POST /api/alarms/acknowledge: takes them on, with one’s name. */
export const AcknowledgeSchema = commandSchema({ ids: Ids })

/** POST /api/alarms/shelve: puts them aside for a time, for a reason; they come back by themselves. */
export const ShelveSchema = commandSchema({
  ids: Ids,
  forS: Type.Integer({ minimum: 60, maximum: LONGEST_SHELF_S, description: 'For so many seconds.' }),
  reason: Type.String({ minLength: 1, maxLength: 200 }),
})

/** POST /api/alarms/unshelve: brings them back before their time. */
export const UnshelveSchema = commandSchema({ ids: Ids })

/** POST /api/alarms/comment. */
export const CommentSchema = commandSchema({ id: MatterIdSchema, text: Type.String({ minLength: 1, maxLength: 500 }) })

/** POST /api/alarms/roster/swaps: somebody stands in for somebody else at a post. */
export const SwapSchema = commandSchema({
  post: Type.String({ maxLength: 64 }),
  off: Type.String({ maxLength: 80, description: 'Name of the account that stays away.' }),
  on: Type.String({ maxLength: 80, description: 'Name of the account that stands in.' }),
  from: Type.Integer({ description: 'Epoch ms.' }),
  to: Type.Integer({ description: 'Epoch ms.' }),
})
export type Swap = Static<typeof SwapSchema>

/** Answer of GET /api/alarms/roster: the posts, and who is at each now. */
export const DutyNowSchema = Type.Object(
  {
    at: Type.Integer(),
    posts: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          names: Type.Object({ zh: Type.String(), en: Type.String() }, { additionalProperties: false }),
          afterS: Type.Integer(),
          present: Type.Array(
            Type.Object(
              {
                account: Type.String(),
                name: Type.Optional(Type.String({ description: 'Absent where there is no such account.' })),
              },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    swaps: Type.Array(
      Type.Object(
        { post: Type.String(), off: Type.String(), on: Type.String(), from: Type.Integer(), to: Type.Integer() },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type DutyNow = Static<typeof DutyNowSchema>

/** POST /api/alarms/push: this browser wants to be told of alarms its person is paged for. */
export const PushSubscriptionSchema = Type.Object(
  {
    endpoint: Type.String({ pattern: '^https://', maxLength: 2000 }),
    p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{86,88}$' }),
    auth: Type.String({ pattern: '^[A-Za-z0-9_-]{16,32}$' }),
  },
  { additionalProperties: false },
)
export type PushSubscriptionBody = Static<typeof PushSubscriptionSchema>
