import { type Static, type TSchema, Type } from 'typebox'
import { commandSchema } from './command.ts'
import { type Matter, MatterActorSchema, type MatterEvent, MatterIdSchema, type MatterKind } from './matter.ts'
import { NamesSchema } from './names.ts'
import { LADDER, type Page } from './paging.ts'
import { SENSITIVITIES } from './sensitivity.ts'

/** What somebody can owe, the most urgent first: work that is overdue, and answers that others wait for. */
export const DEBTS = [
  'order-overdue',
  'step-undecided',
  'command-offered',
  'decision-undecided',
  'level-unconfirmed',
  'order-unverified',
  'case-overdue',
  'case-request',
] as const
export type DebtKind = (typeof DEBTS)[number]

/** The kinds of matter on which something can be owed. */
export const OWING_KINDS = ['incident', 'order', 'decision', 'case'] as const satisfies readonly MatterKind[]
export type OwingKind = (typeof OWING_KINDS)[number]

/** A day is the most that anybody is left to it: what waits longer is no reminder any more. */
const MOST_MINUTES = 24 * 60

/** How patient a city is with a debt. */
export const PatienceSchema = closed({
  afterMinutes: Type.Integer({
    minimum: 0,
    maximum: MOST_MINUTES,
    description: 'How long after its time, or after it was asked for, it becomes a debt.',
  }),
  graceMinutes: Type.Integer({
    minimum: 1,
    maximum: MOST_MINUTES,
    description: 'How long whoever took it on has before the next on the ladder is told.',
  }),
})
export type Patience = Static<typeof PatienceSchema>
export type PatienceTable = Readonly<Record<DebtKind, Patience>>

/**
 * What a city gets that says nothing else: what has a time of its own is owed the moment that is over; an answer nobody set a time
 * for, after a while.
 */
export const USUAL_PATIENCE: PatienceTable = {
  'order-overdue': { afterMinutes: 0, graceMinutes: 30 },
  'step-undecided': { afterMinutes: 10, graceMinutes: 30 },
  'command-offered': { afterMinutes: 5, graceMinutes: 10 },
  'decision-undecided': { afterMinutes: 0, graceMinutes: 30 },
  'level-unconfirmed': { afterMinutes: 15, graceMinutes: 30 },
  'order-unverified': { afterMinutes: 30, graceMinutes: 120 },
  'case-overdue': { afterMinutes: 0, graceMinutes: 480 },
  'case-request': { afterMinutes: 240, graceMinutes: 480 },
}

function closed<Fields extends Record<string, TSchema>>(fields: Fields, description?: string) {
  return Type.Object(fields, { additionalProperties: false, ...(description !== undefined && { description }) })
}

const Time = (description: string) => Type.Integer({ description: `${description}, epoch ms.` })

/** What is owed, and on what: everything that follows from the matter itself. */
export const DebtSchema = closed({
  debt: Type.Enum(DEBTS),
  on: closed(
    {
      kind: Type.Enum(OWING_KINDS),
      id: MatterIdSchema,
      incident: Type.Optional(Type.String({ description: 'The incident it belongs to, where it is not the incident itself.' })),
    },
    'What one opens to do it.',
  ),
  title: Type.Optional(Type.String({ description: 'What the matter is called; not in rooms.' })),
  names: Type.Optional(NamesSchema),
  area: Type.String({ description: 'Area code.' }),
  domain: Type.Optional(Type.String()),
  sensitivity: Type.Optional(Type.Enum(SENSITIVITIES)),
  dueAt: Time('When it was due, or asked for'),
  graceMs: Type.Optional(
    Type.Integer({ minimum: 0, description: 'How long whoever takes it on has before the next is told, ms; not in old records.' }),
  ),
})
export type Debt = Static<typeof DebtSchema>

/** Who took a reminder on. `by` is not there in rooms. */
const TakenSchema = closed({ at: Time('When'), by: Type.Optional(MatterActorSchema) })

/** A reminder 催办 as it stands: something that somebody owes, and who was told. It is open while it is owed. */
export const ReminderStateSchema = closed({
  ...DebtSchema.properties,
  since: Time('When it was noticed to be owed'),
  taken: Type.Optional(TakenSchema),
  settledAt: Type.Optional(Time('When it was noticed to be owed no more')),
  ...LADDER,
})
export type ReminderState = Static<typeof ReminderStateSchema>
export type Reminder = Matter<ReminderState, 'reminder'>

/** Everything that can happen to a reminder. */
export type ReminderEvent =
  | MatterEvent<'reminder.raised', Debt>
  | MatterEvent<'reminder.taken', Record<never, never>>
  | MatterEvent<'reminder.paged', Omit<Page, 'at'>>
  | MatterEvent<'reminder.settled', Record<never, never>>
export type ReminderEventType = ReminderEvent['type']

/** POST /api/reminders/take: takes them on, with one’s name; nobody further up is told while there is time to see to it. */
export const TakeRemindersSchema = commandSchema({
  ids: Type.Array(MatterIdSchema, { minItems: 1, maxItems: 200, uniqueItems: true }),
})

/** Until when whoever took a reminder on is left to it, epoch ms; undefined where nobody did. */
export function leftUntil({ debt, taken, graceMs }: Pick<ReminderState, 'debt' | 'taken' | 'graceMs'>): number | undefined {
  return taken && taken.at + (graceMs ?? USUAL_PATIENCE[debt].graceMinutes * 60_000)
}

/** True while somebody should still be told: it is owed, and nobody took it on lately. */
export function isAsking(state: Pick<ReminderState, 'debt' | 'taken' | 'graceMs' | 'settledAt'>, now: number): boolean {
  return state.settledAt === undefined && (leftUntil(state) ?? 0) <= now
}

/** True when a person was told of it. */
export function isToldTo({ paged }: Pick<ReminderState, 'paged'>, account: string): boolean {
  return paged.some(({ people }) => people.some(({ id }) => id === account))
}
