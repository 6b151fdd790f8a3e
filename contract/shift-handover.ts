import { type Static, type TSchema, Type } from 'typebox'
import { AlarmSeveritySchema } from './alarm-rule.ts'
import { commandSchema } from './command.ts'
import { DECISION_STAGES } from './decision.ts'
import { LevelSchema, type Person, PersonSchema, PhaseSchema } from './incident.ts'
import { type Matter, type MatterEvent, MatterIdSchema } from './matter.ts'
import { NamesSchema } from './names.ts'
import { ORDER_STAGES } from './order.ts'
import { WARNING_COLOURS } from './warning.ts'

/**
 * Where a shift handover 交接班 is: being prepared and ticked 交接中, read back by whoever comes 已复诵, signed by both 已交接, or
 * called off 已取消. Until it is signed, whoever goes is on duty as before.
 */
export const SHIFT_HANDOVER_STAGES = ['open', 'read-back', 'signed', 'withdrawn'] as const
export type ShiftHandoverStage = (typeof SHIFT_HANDOVER_STAGES)[number]

/** What a shift hands over, by what it is; the order is that of the list. */
export const SHIFT_SECTIONS = [
  'incident',
  'decision',
  'order',
  'cases',
  'warning',
  'alarm',
  'alarms',
  'silence',
  'shelved',
] as const
export type ShiftSection = (typeof SHIFT_SECTIONS)[number]

/** What is told of the past shift, line by line; the rest is only counted. */
export const SHIFT_KINDS = ['alarm', 'warning', 'incident', 'order', 'decision'] as const
export type ShiftKind = (typeof SHIFT_KINDS)[number]

/** Newest lines that a summary tells; older ones are counted. */
export const MOST_SHIFT_LINES = 200

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', ...(description !== undefined && { description }) })
const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })
const AreaCode = Type.String({ description: 'Area code.' })

/** `mark` changes with the thing: what was ticked and has changed since is to be ticked again. */
const ITEM = { key: Type.String({ maxLength: 160 }), mark: Type.String({ maxLength: 80 }) }
const OF_MATTER = { ...ITEM, id: MatterIdSchema }
const ALARM = {
  ...OF_MATTER,
  area: AreaCode,
  severity: AlarmSeveritySchema,
  metric: Type.Optional(Type.String()),
  department: Type.Optional(Type.String()),
  names: Type.Optional(NamesSchema),
}

/** One thing that is open when a shift ends, as whoever comes has to know it. */
export const ShiftItemSchema = Type.Union([
  closed({
    section: Type.Literal('incident'),
    ...OF_MATTER,
    title: Type.String(),
    area: AreaCode,
    phase: PhaseSchema,
    event: Type.Optional(LevelSchema),
    response: Type.Optional(LevelSchema),
    commander: Type.Optional(Type.String()),
    nextDueAt: Type.Optional(Time('The next report that is due')),
  }),
  closed({
    section: Type.Literal('decision'),
    ...OF_MATTER,
    question: Type.String(),
    area: AreaCode,
    stage: Type.Enum(DECISION_STAGES),
    dueAt: Time('Until when it must be taken, or when it is judged'),
  }),
  closed({
    section: Type.Literal('order'),
    ...OF_MATTER,
    title: Type.String(),
    area: AreaCode,
    stage: Type.Enum(ORDER_STAGES),
    dueAt: Time('When it was due'),
    incident: Type.Optional(Type.String()),
  }),
  closed({
    section: Type.Literal('cases'),
    ...ITEM,
    count: Type.Integer({ description: 'Cases that are open: one line for all of them.' }),
    late: Type.Integer({ description: 'Of them, those whose clock has run out.' }),
  }),
  closed({
    section: Type.Literal('warning'),
    ...OF_MATTER,
    headline: NamesSchema,
    area: AreaCode,
    colour: Type.Optional(Type.Enum(WARNING_COLOURS)),
    untilAt: Time('When it ends by itself'),
  }),
  closed({ section: Type.Literal('alarm'), ...ALARM, since: Time('Since when'), isTaken: Type.Boolean() }),
  closed({
    section: Type.Literal('alarms'),
    ...ITEM,
    count: Type.Integer({ description: 'Alarms that are no more than a warning: one line for all of them.' }),
    waiting: Type.Integer({ description: 'Of them, those nobody took on.' }),
  }),
  closed({
    section: Type.Literal('silence'),
    ...ALARM,
    since: Time('Since when'),
    silent: Type.Optional(Type.Integer()),
    of: Type.Optional(Type.Integer()),
  }),
  closed({ section: Type.Literal('shelved'), ...ALARM, until: Time('When it comes back by itself') }),
])
export type ShiftItem = Static<typeof ShiftItemSchema>

/** One thing that happened during the shift. */
export const ShiftLineSchema = closed({
  at: Time('When'),
  kind: Type.Enum(SHIFT_KINDS),
  id: MatterIdSchema,
  type: Type.String({ description: 'The event, as the log of the matter names it.' }),
  title: NamesSchema,
})
export type ShiftLine = Static<typeof ShiftLineSchema>

/** What a shift hands over, composed from the record as it was known at a revision. The same record gives the same summary. */
export const ShiftSummarySchema = closed({
  at: Time('When it was composed'),
  since: Time('When the shift began'),
  revision: Type.Integer({ minimum: 0 }),
  items: Type.Array(ShiftItemSchema, { description: 'What is open, section by section.' }),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'What happened during the shift, counted by event.' }),
  lines: Type.Array(ShiftLineSchema, { description: 'What happened, newest first.' }),
  more: Type.Integer({ minimum: 0, description: 'Older lines that are only counted.' }),
})
export type ShiftSummary = Static<typeof ShiftSummarySchema>

export const ShiftTickSchema = closed({
  key: Type.String(),
  mark: Type.String(),
  at: Time('When'),
  remark: Type.Optional(Type.String()),
})
export type ShiftTick = Static<typeof ShiftTickSchema>

/** A handover as it stands; kept for ever. */
export const ShiftHandoverStateSchema = Type.Object(
  {
    post: closed({ id: Type.String(), names: NamesSchema }),
    area: AreaCode,
    from: PersonSchema,
    to: PersonSchema,
    at: Time('When it was begun'),
    stage: Type.Enum(SHIFT_HANDOVER_STAGES),
    no: Type.Integer({ minimum: 1, description: 'Counts the summaries: another one has to be read back again.' }),
    summary: ShiftSummarySchema,
    notes: Type.Array(closed({ at: Time('When'), text: Type.String() }), { description: 'What whoever goes wants to be known.' }),
    ticks: Type.Array(ShiftTickSchema, { description: 'What whoever comes has taken note of.' }),
    readBack: Type.Optional(closed({ at: Time('When'), words: Type.String() })),
    signedAt: Type.Optional(Time('When whoever goes confirmed what was read back')),
    withdrawn: Type.Optional(Type.String({ description: 'Why it was called off.' })),
  },
  { additionalProperties: false, $id: 'shift-handover-state' },
)
export type ShiftHandoverState = Static<typeof ShiftHandoverStateSchema>
export type ShiftHandoverMatter = Matter<ShiftHandoverState, 'shift-handover'>

type Told<Type extends string, Body> = MatterEvent<Type, Body>

/** Everything that can happen to a shift handover. */
export type ShiftHandoverEvent =
  | Told<
      'shift-handover.begun',
      { readonly post: ShiftHandoverState['post']; readonly area: string; readonly to: Person; readonly summary: ShiftSummary }
    >
  | Told<'shift-handover.composed', { readonly summary: ShiftSummary }>
  | Told<'shift-handover.noted', { readonly text: string }>
  | Told<
      'shift-handover.ticked',
      { readonly items: readonly { readonly key: string; readonly mark: string }[]; readonly remark?: string }
    >
  | Told<'shift-handover.unticked', { readonly keys: readonly string[] }>
  | Told<'shift-handover.read-back', { readonly words: string }>
  | Told<'shift-handover.signed', Record<never, never>>
  | Told<'shift-handover.withdrawn', { readonly reason: string }>
export type ShiftHandoverEventType = ShiftHandoverEvent['type']

/** What has been ticked and is still as it was then. Pure. */
export function isTicked({ ticks }: Pick<ShiftHandoverState, 'ticks'>, { key, mark }: Pick<ShiftItem, 'key' | 'mark'>): boolean {
  return ticks.some((tick) => tick.key === key && tick.mark === mark)
}

/** POST /api/shift-handovers: whoever is on duty at a post begins to hand it over. */
export const BeginShiftHandoverSchema = commandSchema({
  post: Type.String({ maxLength: 64, description: 'Id of a post of the duty roster.' }),
  to: Type.String({ minLength: 1, maxLength: 64, description: 'Account of whoever comes.' }),
  note: Type.Optional(Text(2000)),
})
/** The composition the sender saw: where another has taken its place the answer is 409 `shift/changed`. */
const No = Type.Integer({ minimum: 1, description: 'The `no` of the summary that was looked at.' })
/** POST /api/shift-handovers/:id/compose: composes the summary anew; what has not changed stays ticked. */
export const ComposeShiftHandoverSchema = commandSchema({ no: No })
/** POST /api/shift-handovers/:id/note */
export const NoteShiftHandoverSchema = commandSchema({ text: Text(2000) })
/** POST /api/shift-handovers/:id/tick: whoever comes has taken note of these, or takes that back. */
export const TickShiftHandoverSchema = commandSchema({
  no: No,
  keys: Type.Array(Type.String({ maxLength: 160 }), { minItems: 1, maxItems: 1000, uniqueItems: true }),
  isTicked: Type.Boolean(),
  remark: Type.Optional(Text(300)),
})
/** POST /api/shift-handovers/:id/read-back: whoever comes says it back in their own words, everything being ticked. */
export const ReadBackShiftHandoverSchema = commandSchema({ no: No, words: Text(2000) })
/** POST /api/shift-handovers/:id/sign: whoever goes confirms it; from here on the other is on duty. */
export const SignShiftHandoverSchema = commandSchema({ no: No })
/** POST /api/shift-handovers/:id/withdraw: called off by either side; whoever was on duty still is. */
export const WithdrawShiftHandoverSchema = commandSchema({ reason: Text(300) })

/** Why somebody is on duty: by the roster, or because nobody has signed to take over yet. */
export const HOLD_REASONS = ['roster', 'not-relieved'] as const

/** GET /api/shifts: who is on duty at each post, and what is to be handed over. Screens are told no names. */
export const DutyBoardSchema = Type.Object(
  {
    at: Time('When this was true'),
    posts: Type.Array(
      closed({
        id: Type.String(),
        names: NamesSchema,
        present: Type.Array(closed({ person: PersonSchema, why: Type.Enum(HOLD_REASONS) })),
        /** The roster has changed shifts and nobody has signed yet. */
        due: Type.Optional(
          closed({ since: Time('When the shift changed'), from: Type.Array(PersonSchema), to: Type.Array(PersonSchema) }),
        ),
        handover: Type.Optional(
          closed({ id: MatterIdSchema, at: Time('When it was begun'), stage: Type.Enum(SHIFT_HANDOVER_STAGES) }),
        ),
      }),
    ),
  },
  { additionalProperties: false, $id: 'duty-board' },
)
export type DutyBoard = Static<typeof DutyBoardSchema>
