import { type Static, type TSchema, Type } from 'typebox'
import { CASE_REQUESTS } from './case.ts'
import { TimeLimitSchema } from './case-tables.ts'
import { commandSchema } from './command.ts'
import { AttachmentsSchema, SiteSchema } from './incident.ts'
import { MatterIdSchema } from './matter.ts'

function closed<Fields extends Record<string, TSchema>>(fields: Fields) {
  return Type.Object(fields, { additionalProperties: false })
}

const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })
const Note = Type.Optional(Text(500))
const Reason = Text(500)
const Files = Type.Optional(AttachmentsSchema)
const Category = Type.String({ maxLength: 64, description: 'Category of the city; see GET /api/cases/tables.' })

/** POST /api/cases: 信息采集, by a person. Photos and voice notes by the ids of their files. */
export const ReportCaseSchema = commandSchema({
  category: Category,
  what: Text(2000, 'What was seen.'),
  place: SiteSchema,
  isUrgent: Type.Optional(Type.Boolean()),
  attachments: Files,
  seenAt: Type.Optional(Type.Integer({ description: 'When it was seen, epoch ms; now, where it is not said.' })),
  /** The alarm it is opened from. */
  from: Type.Optional(closed({ kind: Type.Literal('alarm'), id: MatterIdSchema })),
})
export type ReportCase = Static<typeof ReportCaseSchema>

/** POST /api/cases/:id/supplement: more words, photos or voice. Something must be said. */
export const SupplementCaseSchema = commandSchema({ text: Type.Optional(Text(2000)), attachments: Files })
/** POST /api/cases/:id/describe: puts category, place or urgency right. */
export const DescribeCaseSchema = commandSchema({
  category: Type.Optional(Category),
  place: Type.Optional(SiteSchema),
  isUrgent: Type.Optional(Type.Boolean()),
})
/** POST /api/cases/:id/accept 受理 */
export const AcceptCaseSchema = commandSchema({ note: Note })
/** POST /api/cases/:id/check 核实: what is found on the spot, by somebody else than who reported it. */
export const CheckCaseSchema = commandSchema({ found: Type.Boolean(), text: Type.Optional(Text(1000)), attachments: Files })
/** POST /api/cases/:id/file 立案 */
export const FileCaseSchema = commandSchema({ note: Note })
/** POST /api/cases/:id/reject 不予立案 */
export const RejectCaseSchema = commandSchema({ reason: Reason })
/** POST /api/cases/:id/dispatch 派遣, to the department of the category unless another is named. */
export const DispatchCaseSchema = commandSchema({ department: Type.Optional(Type.String({ maxLength: 64 })), note: Note })
/** POST /api/cases/:id/start 接办 */
export const StartCaseSchema = commandSchema({ note: Note })
/** POST /api/cases/:id/progress: how far it is. Something must be said. */
export const ProgressCaseSchema = commandSchema({ text: Type.Optional(Text(1000)), attachments: Files })
/** POST /api/cases/:id/answer 反馈: what was done. */
export const AnswerCaseSchema = commandSchema({ text: Text(1000), attachments: Files })
/** POST /api/cases/:id/return 退回: not for this department; it is dispatched anew. */
export const ReturnCaseSchema = commandSchema({ reason: Reason })
/** POST /api/cases/:id/ask: whoever handles it asks for 延期 (`limit`), 缓办 (`until`) or 挂账. */
export const AskCaseSchema = commandSchema({
  kind: Type.Enum(CASE_REQUESTS),
  reason: Reason,
  limit: Type.Optional(TimeLimitSchema),
  until: Type.Optional(Type.Integer({ description: 'Epoch ms.' })),
})
/** POST /api/cases/:id/refuse: refuses what was asked for. Extending, deferring or carrying it grants it. */
export const RefuseAskSchema = commandSchema({ reason: Reason })
/** POST /api/cases/:id/extend 延期: so much more, in the pace of the clock that runs (`hours` and `working-hours` are one there). */
export const ExtendCaseSchema = commandSchema({ limit: TimeLimitSchema, reason: Reason })
/** POST /api/cases/:id/defer 缓办, until a time; it goes on by itself then. */
export const DeferCaseSchema = commandSchema({ until: Type.Integer({ description: 'Epoch ms.' }), reason: Reason })
/** POST /api/cases/:id/carry 挂账 */
export const CarryCaseSchema = commandSchema({ reason: Reason })
/** POST /api/cases/:id/resume: goes on with a case that was deferred or carried. */
export const ResumeCaseSchema = commandSchema({ note: Note })
/** POST /api/cases/:id/verify 核查 passed, by somebody who neither reported, checked nor handled it. */
export const VerifyCaseSchema = commandSchema({ text: Type.Optional(Text(1000)), attachments: Files })
/** POST /api/cases/:id/rework 返工: 核查 not passed. */
export const ReworkCaseSchema = commandSchema({ reason: Reason, attachments: Files })
/** POST /api/cases/:id/close 结案 */
export const CloseCaseSchema = commandSchema({ note: Note })
/** POST /api/cases/:id/evaluate 综合评价 */
export const EvaluateCaseSchema = commandSchema({
  satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
  note: Note,
})
/** POST /api/cases/:id/void 作废 */
export const VoidCaseSchema = commandSchema({ reason: Reason })
/** POST /api/cases/:id/merge 并案: this case is the same as `into`, and goes on there. */
export const MergeCaseSchema = commandSchema({ into: MatterIdSchema, note: Note })
/** POST /api/cases/:id/unmerge: it was another after all. It goes on where it stood; its time was not stopped meanwhile. */
export const UnmergeCaseSchema = commandSchema({ reason: Reason })

const said = <Verb extends string, Fields extends Record<string, TSchema>>(verb: Verb, fields: Fields) =>
  closed({ verb: Type.Literal(verb), ...fields })

/** What can be done to many cases at once, with what is said of all of them. */
export const BulkSaidSchema = Type.Union([
  said('accept', { note: Note }),
  said('file', { note: Note }),
  said('reject', { reason: Reason }),
  said('dispatch', { department: Type.Optional(Type.String({ maxLength: 64 })), note: Note }),
  said('start', { note: Note }),
  said('close', { note: Note }),
  said('evaluate', { satisfaction: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })), note: Note }),
  said('void', { reason: Reason }),
  said('merge', { into: MatterIdSchema, note: Note }),
])
export type BulkSaid = Static<typeof BulkSaidSchema>
export type BulkVerb = BulkSaid['verb']

/** Most cases in one bulk command. */
export const MOST_BULK = 200

/** POST /api/cases/bulk: one command for each of the cases, in the order of `ids`. */
export const BulkCaseSchema = commandSchema({
  said: BulkSaidSchema,
  ids: Type.Array(MatterIdSchema, { minItems: 1, maxItems: MOST_BULK, uniqueItems: true }),
})
export type BulkCase = Static<typeof BulkCaseSchema>

/** Each case by name: done under a revision, or refused with why. Sent again under the same commandId, what was done is not done again. */
export const BulkAnswerSchema = Type.Object(
  {
    results: Type.Array(
      Type.Union([
        closed({ id: Type.String(), outcome: Type.Literal('done'), revision: Type.Integer({ minimum: 1 }) }),
        closed({ id: Type.String(), outcome: Type.Literal('refused'), code: Type.String(), detail: Type.String() }),
      ]),
    ),
  },
  { additionalProperties: false, $id: 'bulk-answer' },
)
export type BulkAnswer = Static<typeof BulkAnswerSchema>
