import { type CapReference, capInstant } from '#contract/cap.ts'
import type { Queries, Transaction } from '../record/database.ts'

/** A message as it is known: taken in, issued, or only referred to as yet. */
export interface KnownMessage {
  readonly warning: string
  /** Of what it says; null while it has only been referred to. */
  readonly digest: string | null
  readonly source: string | null
}

/** What is kept of a message that came or went out. */
export interface MessageRow {
  readonly warning: string
  readonly digest: string
  readonly msgType: string
  readonly source?: string
  readonly document?: string
}

/**
 * Lets one transaction at a time deal with the messages of a sender: an update and the alert it is about may arrive at once,
 * and must find each other.
 */
export async function takeSenders(tx: Transaction, senders: readonly string[]): Promise<void> {
  for (const sender of [...new Set(senders)].sort())
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('warning-sender:' || $1, 0))`, [sender])
}

/** The source that answers for a sender: the first that asks becomes it. */
export async function authorityOf(tx: Transaction, sender: string, source: string): Promise<string> {
  await tx.query('insert into guanlan.warning_sender (sender, source) values ($1, $2) on conflict do nothing', [sender, source])
  const [row] = await tx.query<{ source: string }>('select source from guanlan.warning_sender where sender = $1', [sender])
  if (!row) throw new Error('the sender of a warning was written and is not there')
  return row.source
}

/** The message of this name, if it came or was referred to. */
export async function findMessage(queries: Queries, reference: CapReference): Promise<KnownMessage | undefined> {
  const [row] = await queries.query<{ warning: string; digest: string | null; source: string | null }>(
    'select warning, digest, source from guanlan.warning_message where sender = $1 and identifier = $2 and sent_at = $3',
    [reference.sender, reference.identifier, capInstant(reference.sent)],
  )
  return row
}

/** Writes down that a message came or went out. */
export async function noteMessage(tx: Transaction, reference: CapReference, row: MessageRow, at: number): Promise<void> {
  await tx.query(
    `insert into guanlan.warning_message (sender, identifier, sent_at, warning, digest, msg_type, source, document, taken_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (sender, identifier, sent_at) do update
       set warning = excluded.warning, digest = excluded.digest, msg_type = excluded.msg_type, source = excluded.source,
           document = excluded.document, taken_at = excluded.taken_at`,
    [
      ...[reference.sender, reference.identifier, capInstant(reference.sent), row.warning, row.digest, row.msgType],
      ...[row.source ?? null, row.document ?? null, at],
    ],
  )
}

/** Writes down that a message was referred to, which may still come. */
export async function noteReference(tx: Transaction, reference: CapReference, warning: string, at: number): Promise<void> {
  await tx.query(
    `insert into guanlan.warning_message (sender, identifier, sent_at, warning, taken_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [reference.sender, reference.identifier, capInstant(reference.sent), warning, at],
  )
}

/** The document of a message issued here; undefined when there is none of this identifier. */
export async function findDocument(queries: Queries, identifier: string): Promise<string | undefined> {
  const [row] = await queries.query<{ document: string }>(
    'select document from guanlan.warning_message where identifier = $1 and document is not null',
    [identifier],
  )
  return row?.document
}

/** Documents issued here since a time, the newest first. */
export async function issuedDocuments(queries: Queries, since: number, limit: number): Promise<readonly string[]> {
  const rows = await queries.query<{ document: string }>(
    `select document from guanlan.warning_message where document is not null and sent_at > $1
      order by sent_at desc, identifier desc limit $2`,
    [since, limit],
  )
  return rows.map(({ document }) => document)
}
