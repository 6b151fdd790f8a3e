import { createHash } from 'node:crypto'
import type { CaseState } from '#contract/case.ts'
import type { TicketAnswer } from '#contract/case-ticket.ts'
import { Refusal } from '#contract/errors.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Rejection } from '#contract/observation.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { changeMatters } from '../matters/change-matters.ts'
import { CLOCK } from '../matters/clock-actor.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import type { Database, Transaction } from '../record/database.ts'
import type { Source } from '../record/record-store.ts'
import { dueBy } from './case-clocks.ts'
import { caseLife } from './case-life.ts'
import { nextCaseNumbers } from './case-number.ts'
import { type CaseHappening, categoryOf } from './case-step.ts'
import { appendToCase, type CaseParts } from './case-verb.ts'
import { readTicket, type Ticket, type TicketWords, WrongTicket } from './read-ticket.ts'
import { type TimedHappening, ticketSteps } from './ticket-steps.ts'

/** Stored beside the answers of the other doors; no key of a caller's holds a line feed. */
const KEY_PREFIX = 'cases\n'

/** Any number no other lock of ours has: the tickets of one source are taken in one part after the other. */
const INTAKE_LOCK = 7_205_759

export interface TakingTickets extends CaseParts, TicketWords {
  readonly database: Database
  now(): number
  random(bytes: number): Buffer
}

export const NO_TICKETS: TicketAnswer = { accepted: 0, changed: 0, duplicates: 0, rejected: [], rejectedCount: 0 }

interface KnownTicket {
  readonly key: string
  readonly case_id: string
  readonly digest: string
  readonly steps: number
}

/**
 * Takes tickets of a source in: a new key makes a case, a known one tells more of its case, or nothing new. All that is good of a
 * part is committed together, with the answer under its key. Throws Refusal `request/key-reused`, or RecordFault when nothing
 * could be written.
 */
export async function takeTickets(
  parts: TakingTickets,
  source: Source,
  rows: readonly unknown[],
  idempotency: { readonly key: string; readonly bodyHash: string } | undefined,
): Promise<TicketAnswer> {
  const now = parts.now()
  const { result } = await changeMatters(parts.database, now, async (desk, tx) => {
    await tx.query('select pg_advisory_xact_lock($1, $2)', [INTAKE_LOCK, source.id])
    const before = idempotency && (await givenAnswer(tx, source, idempotency))
    if (before) return before
    const answer = await takeRows(parts, { source, rows, now, desk, tx })
    if (idempotency)
      await tx.query('insert into guanlan.answer (source, key, body_hash, answer, given_at) values ($1, $2, $3, $4, $5)', [
        source.id,
        KEY_PREFIX + idempotency.key,
        idempotency.bodyHash,
        JSON.stringify(answer),
        now,
      ])
    return answer
  })
  return result
}

async function givenAnswer(
  tx: Transaction,
  source: Source,
  { key, bodyHash }: { readonly key: string; readonly bodyHash: string },
): Promise<TicketAnswer | undefined> {
  const [given] = await tx.query<{ bodyHash: string; answer: TicketAnswer }>(
    'select body_hash as "bodyHash", answer from guanlan.answer where source = $1 and key = $2',
    [source.id, KEY_PREFIX + key],
  )
  if (given && given.bodyHash !== bodyHash) throw new Refusal('request/key-reused')
  return given?.answer
}

interface Part {
  readonly source: Source
  readonly rows: readonly unknown[]
  readonly now: number
  readonly desk: MatterDesk
  readonly tx: Transaction
}

async function takeRows(parts: TakingTickets, { source, rows, now, desk, tx }: Part): Promise<TicketAnswer> {
  const actor: MatterActor = { kind: 'source', id: source.name, name: source.name }
  const rejected: Rejection[] = []
  const read = rows.flatMap((row, index) => attempt(rejected, index, () => ({ index, ticket: readTicket(row, parts, now) })))
  const keys = read.map(({ ticket }) => ticket.key)
  const known = new Map((await knownTickets(tx, source, keys)).map((one) => [one.key, one]))
  // Cases are held in the order of their ids, whatever the order of the rows.
  for (const id of [...known.values()].map(({ case_id }) => case_id).sort()) await desk.take(caseLife, id)
  const numbers = await numbersFor(tx, parts, keys.filter((key) => !known.has(key)).length, now)
  const told = new Map<string, KnownTicket>()
  let [accepted, changed, duplicates] = [0, 0, 0]
  for (const { index, ticket } of read) {
    const before = told.get(ticket.key) ?? known.get(ticket.key)
    const held = before && (await desk.take(caseLife, before.case_id))
    const [happenings] = attempt(rejected, index, () =>
      before && held
        ? moreOf(ticket, before, held.state, { parts, now })
        : [collected(ticket, source, numbers[accepted] ?? '', parts), ...stepsOf(ticket, parts)],
    )
    if (happenings === undefined) continue
    if (happenings.length === 0) duplicates += 1
    else {
      const id = before?.case_id ?? newCase(desk, parts)
      await appendAll(desk, id, happenings, actor, parts)
      const steps = Math.max(before?.steps ?? 0, ticket.steps.length)
      told.set(ticket.key, { key: ticket.key, case_id: id, digest: digestOf(ticket), steps })
      if (before) changed += 1
      else accepted += 1
    }
  }
  await keepTickets(tx, source, [...told.values()])
  rejected.sort((a, b) => a.index - b.index)
  return { accepted, changed, duplicates, rejected, rejectedCount: rejected.length }
}

/** The id of a case nobody has heard of. */
function newCase(desk: MatterDesk, { random }: Pick<TakingTickets, 'random'>): string {
  const id = `c${newId(random)}`
  desk.begin(caseLife, id)
  return id
}

/** As many as there may be new cases; where rows are refused after all, their numbers are not given to others. */
async function numbersFor(tx: Transaction, { timeZone }: CaseParts, count: number, now: number): Promise<readonly string[]> {
  return count === 0 ? [] : nextCaseNumbers(tx, now, timeZone, count)
}

function collected(ticket: Ticket, source: Source, number: string, parts: CaseParts): TimedHappening {
  const { key, at, category, what, channel, isUrgent, place } = ticket
  const domain = categoryOf(parts, category)?.domain
  return {
    at,
    happening: {
      type: 'case.collected',
      body: {
        ...{ number, category, what, isUrgent, place, attachments: [] },
        origin: { kind: 'source', id: source.name, key, ...(channel !== undefined && { channel }) },
        ...(domain !== undefined && { domain }),
      },
    },
  }
}

function stepsOf({ category, steps }: Ticket, parts: CaseParts): readonly TimedHappening[] {
  const domain = categoryOf(parts, category)?.domain
  return ticketSteps({ stage: 'collected', category, ...(domain !== undefined && { domain }) }, steps, parts)
}

/** What a ticket told again says that was not known: other words, further steps. */
function moreOf(
  ticket: Ticket,
  before: KnownTicket,
  state: CaseState,
  { parts, now }: { readonly parts: CaseParts; readonly now: number },
): readonly TimedHappening[] {
  const words: CaseHappening[] =
    digestOf(ticket) === before.digest ? [] : [{ type: 'case.supplemented', body: { text: ticket.what, attachments: [] } }]
  const steps = ticketSteps(state, ticket.steps.slice(before.steps), parts)
  return [...words.map((happening) => ({ at: now, happening })), ...steps]
}

/**
 * Appends what happened, each at its time; what follows for the clocks follows each, and what ran out before the next is noticed
 * before it: a ticket told late comes to the same as one told step by step.
 */
async function appendAll(
  desk: MatterDesk,
  id: string,
  happenings: readonly TimedHappening[],
  actor: MatterActor,
  parts: CaseParts,
): Promise<void> {
  for (const { at, happening } of happenings) {
    const held = await desk.take(caseLife, id)
    const late = held ? dueBy(held.state, at) : []
    const before =
      late.length > 0 && held ? await appendToCase(desk, held, { actor: CLOCK, now: at, happenings: late }, parts) : held
    await appendToCase(desk, before ?? { id, changedAt: at }, { actor, now: at, happenings: [happening] }, parts)
  }
}

/** Runs for one row: its refusal is noted, and the next row goes on. */
function attempt<Result>(rejected: Rejection[], index: number, work: () => Result): readonly Result[] {
  try {
    return [work()]
  } catch (fault) {
    if (!(fault instanceof WrongTicket)) throw fault
    rejected.push({ index, ...fault.refused })
    return []
  }
}

/** The same words have the same digest, whatever was done since. */
function digestOf({ steps: _steps, ...words }: Ticket): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22)
}

function knownTickets(tx: Transaction, { id }: Source, keys: readonly string[]): Promise<readonly KnownTicket[]> {
  return tx.query<KnownTicket & Record<string, unknown>>(
    'select key, case_id, digest, steps from guanlan.case_ticket where source = $1 and key = any($2)',
    [id, keys],
  )
}

async function keepTickets(tx: Transaction, { id }: Source, told: readonly KnownTicket[]): Promise<void> {
  if (told.length === 0) return
  await tx.query(
    `insert into guanlan.case_ticket (source, key, case_id, digest, steps)
     select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::smallint[])
     on conflict (source, key) do update set digest = excluded.digest, steps = excluded.steps`,
    [
      id,
      told.map(({ key }) => key),
      told.map(({ case_id }) => case_id),
      told.map(({ digest }) => digest),
      told.map(({ steps }) => steps),
    ],
  )
}
