import type { Matter, MatterActor } from '#contract/matter.ts'
import { type Debt, OWING_KINDS, type OwingKind, type Reminder } from '#contract/reminder.ts'
import { isCrowded } from '#contract/watch.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { AnyLife } from '../matters/life.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { matterName } from '../matters/matter-name.ts'
import { withBatches } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { type DebtCity, debtsOf } from './debts.ts'
import { reminderLife } from './reminder-life.ts'
import type { Suspect } from './suspect.ts'
import { suspectCases } from './suspect-cases.ts'

export interface DebtLook {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  readonly lives: Readonly<Record<OwingKind, AnyLife>>
  readonly city: DebtCity
  /** How many reminders of cases ask at once; `MOST_ASKING` unless given. */
  readonly mostAsking?: number
  now(): number
}

/** What reminds people of what is owed. */
const REMINDER: MatterActor = { kind: 'rule', id: 'reminder', name: '催办' }

/** Kinds of which all that are open are at hand. */
const AT_HAND = OWING_KINDS.filter((kind) => !isCrowded(kind))

/** So many matters are dealt with in one transaction: after a night nobody looked, thousands may owe something at once. */
const AT_ONCE = 100

/**
 * Looks at everything on which something can be owed, and writes down what became a debt and what is one no more, each once: it is
 * decided again on the matter that is held, so any number of servers may look at once, and one that ends leaves nothing half done.
 * Throws RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtDebts(look: DebtLook): Promise<void> {
  const { book, database, city, mostAsking } = look
  const reminders = book.open('reminder') as readonly Reminder[]
  await settleAll(suspectsAtHand(look, reminders), look)
  await settleAll(await suspectCases(reminders, { database, city, mostAsking, now: look.now() }), look)
}

/** Among matters that are all at hand: those whose debts are not those that people are reminded of. What is over owes nothing. */
function suspectsAtHand({ book, city, now }: DebtLook, reminders: readonly Reminder[]): readonly Suspect[] {
  const at = now()
  const open = Map.groupBy(reminders, ({ state: { on } }) => matterName(on))
  const matters = AT_HAND.flatMap((kind) => book.open(kind))
  const standing = new Set(matters.map(({ kind, id }) => matterName({ kind: kind as OwingKind, id })))
  const over = reminders.map(({ state }) => state.on).filter((on) => !isCrowded(on.kind) && !standing.has(matterName(on)))
  const owing = [
    ...matters.map((matter) => ({ kind: matter.kind as OwingKind, id: matter.id, owed: debtsOf(matter, city, at) })),
    ...over.map(({ kind, id }) => ({ kind, id, owed: [] })),
  ]
  return owing.flatMap(({ kind, id, owed }) => {
    const reminded = (open.get(matterName({ kind, id })) ?? []).map((one) => one.id)
    const isSame = owed.length === reminded.length && owed.every((one) => reminded.includes(one.id))
    return isSame ? [] : [{ kind, id, open: reminded }]
  })
}

async function settleAll(suspects: readonly Suspect[], look: DebtLook): Promise<void> {
  for (const kind of OWING_KINDS) {
    const ofKind = suspects.filter((one) => one.kind === kind).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    await withBatches<Suspect>(ofKind, {
      atOnce: AT_ONCE,
      nameOf: matterName,
      work: (batch) => {
        const at = look.now()
        return changeMatters(look.database, at, (desk) => settle(batch, look, { desk, at }))
      },
    })
  }
}

/**
 * Raises what is owed and nobody is reminded of, and settles what is owed no more, by the matters as they are held. They are taken
 * first, then the reminders, all in the order of their ids, as whoever takes several on does: nobody waits for each other.
 */
async function settle(
  suspects: readonly Suspect[],
  { lives, city }: DebtLook,
  { desk, at }: { readonly desk: MatterDesk; readonly at: number },
): Promise<void> {
  /** By the id of the reminder: the debt that is owed, or nothing where none is. */
  const found = new Map<string, Debt | undefined>()
  for (const { kind, id, open } of suspects) {
    const matter: Matter | undefined = await desk.take(lives[kind], id)
    for (const reminder of open) found.set(reminder, undefined)
    for (const { id: reminder, debt } of matter?.isOpen ? debtsOf(matter, city, at) : []) found.set(reminder, debt)
  }
  const said = { at, actor: REMINDER } as const
  for (const [id, debt] of [...found].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const known = await desk.take(reminderLife, id)
    if (debt && !known?.isOpen) await desk.append(reminderLife, id, [{ ...said, type: 'reminder.raised', body: debt }])
    if (!debt && known?.isOpen) await desk.append(reminderLife, id, [{ ...said, type: 'reminder.settled', body: {} }])
  }
}
