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

/** How patient the product is with a debt, ms. */
export interface Patience {
  /** How long after its time, or after it was asked for, it becomes a debt. */
  readonly afterMs: number
  /** How long whoever took it on has before the next on the ladder is told. */
  readonly graceMs: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What has a time of its own is owed the moment that is over; an answer nobody set a time for, after a while. */
export const PATIENCE: Readonly<Record<DebtKind, Patience>> = {
  'order-overdue': { afterMs: 0, graceMs: 30 * MINUTE_MS },
  'step-undecided': { afterMs: 10 * MINUTE_MS, graceMs: 30 * MINUTE_MS },
  'command-offered': { afterMs: 5 * MINUTE_MS, graceMs: 10 * MINUTE_MS },
  'decision-undecided': { afterMs: 0, graceMs: 30 * MINUTE_MS },
  'level-unconfirmed': { afterMs: 15 * MINUTE_MS, graceMs: 30 * MINUTE_MS },
  'order-unverified': { afterMs: 30 * MINUTE_MS, graceMs: 2 * HOUR_MS },
  'case-overdue': { afterMs: 0, graceMs: 8 * HOUR_MS },
  'case-request': { afterMs: 4 * HOUR_MS, graceMs: 8 * HOUR_MS },
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
export function leftUntil({ debt, taken }: Pick<ReminderState, 'debt' | 'taken'>): number | undefined {
  return taken && taken.at + PATIENCE[debt].graceMs
}

/** True while somebody should still be told: it is owed, and nobody took it on lately. */
export function isAsking(state: Pick<ReminderState, 'debt' | 'taken' | 'settledAt'>, now: number): boolean {
  return state.settledAt === undefined && (leftUntil(state) ?? 0) <= now
}

/** True when a person was told of it. */
export function isToldTo({ paged }: Pick<ReminderState, 'paged'>, account: string): boolean {
  return paged.some(({ people }) => people.some(({ id }) => id === account))
}
