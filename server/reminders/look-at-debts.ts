import type { Matter, MatterActor } from '#contract/matter.ts'
import type { OwingKind, Reminder } from '#contract/reminder.ts'
import { OWING_KINDS } from '#contract/reminder.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { AnyLife } from '../matters/life.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { findMatters } from '../matters/matter-store.ts'
import type { Database } from '../record/database.ts'
import { type DebtCity, debtsOf, overdueCaseId } from './debts.ts'
import { casesAsking, overdueCases } from './owing-cases.ts'
import { reminderLife } from './reminder-life.ts'

export interface DebtLook {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  readonly lives: Readonly<Record<OwingKind, AnyLife>>
  readonly city: DebtCity
  now(): number
}

/** What reminds people of what is owed. */
const REMINDER: MatterActor = { kind: 'rule', id: 'reminder', name: '催办' }

/** So many matters are dealt with in one transaction: after a night nobody looked, thousands may owe something at once. */
const AT_ONCE = 100

/** Something that is to be looked at again where it is held: it seems to owe what nobody is reminded of, or no longer what somebody is. */
interface Suspect {
  readonly kind: OwingKind
  readonly id: string
  /** Reminders of it that are open. */
  readonly open: readonly string[]
}

/**
 * Looks at everything on which something can be owed, and writes down what became a debt and what is one no more, each once: it is
 * decided again on the matter that is held, so any number of servers may look at once, and one that ends leaves nothing half done.
 * Throws RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtDebts(look: DebtLook): Promise<void> {
  const open = openReminders(look.book)
  await settleAll(suspectsAtHand(look, open), look)
  await settleAll(await suspectCases(look, open), look)
}

type OpenReminders = ReadonlyMap<string, readonly string[]>

/** The open reminders of each matter. */
function openReminders(book: Pick<MatterBook, 'open'>): OpenReminders {
  const open = new Map<string, string[]>()
  for (const { id, state } of book.open('reminder') as readonly Reminder[]) {
    const name = nameOf(state.on)
    open.set(name, [...(open.get(name) ?? []), id])
  }
  return open
}

/** Among matters that are all at hand: those whose debts are not those that are reminded of, over or not. */
function suspectsAtHand({ book, city, now }: DebtLook, open: OpenReminders): readonly Suspect[] {
  const at = now()
  const suspects: Suspect[] = []
  const seen = new Set<string>()
  const look = (kind: OwingKind, id: string, owed: readonly string[]) => {
    const reminded = open.get(nameOf({ kind, id })) ?? []
    if (!isSame(owed, reminded)) suspects.push({ kind, id, open: reminded })
    seen.add(nameOf({ kind, id }))
  }
  for (const kind of OWING_KINDS) {
    for (const matter of book.open(kind)) look(kind, matter.id, idsOf(debtsOf(matter, city, at)))
  }
  // What is over is at hand no more, and owes nothing.
  for (const { state } of book.open('reminder') as readonly Reminder[]) {
    const { kind, id } = state.on
    if (kind !== 'case' && !seen.has(nameOf({ kind, id }))) look(kind, id, [])
  }
  return suspects
}

/** Among cases, which are too many to be at hand: as far as the lines of the lists tell. */
async function suspectCases({ database, book, city, now }: DebtLook, open: OpenReminders): Promise<readonly Suspect[]> {
  const at = now()
  const owed = new Map<string, string[]>()
  const owe = (id: string, reminder: string) => owed.set(id, [...(owed.get(id) ?? []), reminder])
  for (const { id, dueAt } of await overdueCases(database, at)) owe(id, overdueCaseId(id, dueAt))
  for (const matter of await findMatters(database, 'case', await casesAsking(database, at)))
    for (const { id, debt } of debtsOf(matter, city, at)) if (debt.debt === 'case-request') owe(matter.id, id)
  for (const { state } of book.open('reminder') as readonly Reminder[])
    if (state.on.kind === 'case' && !owed.has(state.on.id)) owed.set(state.on.id, [])
  return [...owed].flatMap(([id, reminders]) => {
    const reminded = open.get(nameOf({ kind: 'case', id })) ?? []
    return isSame(reminders, reminded) ? [] : [{ kind: 'case' as const, id, open: reminded }]
  })
}

async function settleAll(suspects: readonly Suspect[], look: DebtLook): Promise<void> {
  // Several matters of a kind are taken in the order of their ids.
  const ordered = suspects.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const kind of OWING_KINDS) {
    const ofKind = ordered.filter((one) => one.kind === kind)
    for (let from = 0; from < ofKind.length; from += AT_ONCE) {
      const at = look.now()
      await changeMatters(look.database, at, async (desk) => {
        for (const suspect of ofKind.slice(from, from + AT_ONCE)) await settle(suspect, look, { desk, at })
      })
    }
  }
}

/** Raises what is owed and nobody is reminded of, and settles what is owed no more, by the matter as it is held. */
async function settle(
  { kind, id, open }: Suspect,
  { lives, city }: DebtLook,
  { desk, at }: { readonly desk: MatterDesk; readonly at: number },
): Promise<void> {
  const matter: Matter | undefined = await desk.take(lives[kind], id)
  const owed = matter?.isOpen ? debtsOf(matter, city, at) : []
  const said = { at, actor: REMINDER } as const
  for (const { id: reminder, debt } of owed) {
    const known = await desk.take(reminderLife, reminder)
    if (!known?.isOpen) await desk.append(reminderLife, reminder, [{ ...said, type: 'reminder.raised', body: debt }])
  }
  for (const reminder of open) {
    if (owed.some((one) => one.id === reminder)) continue
    const known = await desk.take(reminderLife, reminder)
    if (known?.isOpen) await desk.append(reminderLife, reminder, [{ ...said, type: 'reminder.settled', body: {} }])
  }
}

function idsOf(owed: readonly { readonly id: string }[]): readonly string[] {
  return owed.map(({ id }) => id)
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}

function nameOf({ kind, id }: { readonly kind: OwingKind; readonly id: string }): string {
  return `${kind}/${id}`
}
