import { MATTER_KINDS, type Matter, type MatterKind, type RecordedEvent } from '#contract/matter.ts'
import { isCrowded } from '#contract/watch.ts'
import type { Database } from '../record/database.ts'
import {
  changesSince,
  eventsOf,
  findMatter,
  findMatters,
  MATTER_CHANNEL,
  type MatterChanges,
  newestRevision,
  openMatters,
} from './matter-store.ts'

/** How often changes are looked for while the database cannot be heard calling out, or after a look that failed, ms. */
export const POLL_MS = 1_000

/** Kinds of which all that are open are kept at hand. */
const KEPT = MATTER_KINDS.filter((kind) => !isCrowded(kind))

/**
 * All open matters as they stand, kept up with the record whoever changes it: this server or another. Of kinds of which there are too
 * many (`CROWDED_KINDS`) only what changes is told; the rest stays in the record.
 */
export interface MatterBook {
  /** The revision up to which the book is kept. */
  revision(): number
  /** The open matters of a kind, oldest first; none of a kind that is not kept at hand. */
  open(kind: MatterKind): readonly Matter[]
  /** A matter, open or not; undefined when there is none of that id. Throws RecordFault. */
  find(kind: MatterKind, id: string): Promise<Matter | undefined>
  /** These matters, open or not, as far as there are any. Throws RecordFault. */
  findAll(kind: MatterKind, ids: readonly string[]): Promise<readonly Matter[]>
  /** The events of one matter up to the book's revision, oldest first. Throws RecordFault. */
  events(kind: MatterKind, id: string): Promise<readonly RecordedEvent[]>
  /** Calls back with what changed, in order, each change once. Returns the undo. */
  onChange(hear: (changes: MatterChanges) => void): () => void
  /** Looks for changes now; resolves once the book is kept up to what was committed before the call, if the record can be read. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export interface MatterBookParts {
  readonly database: Database
  /** Wakes every so many ms. Returns the undo. */
  every(ms: number, run: () => void): () => void
  onFault(fault: unknown): void
}

/** Opens the book on what the record holds. Throws RecordFault when it cannot be read. */
export async function openMatterBook({ database, every, onFault }: MatterBookParts): Promise<MatterBook> {
  const hearers = new Set<(changes: MatterChanges) => void>()
  const byKind = new Map<MatterKind, Map<string, Matter>>()
  const keep = (matter: Matter) => {
    if (isCrowded(matter.kind)) return
    const known = byKind.get(matter.kind) ?? new Map<string, Matter>()
    byKind.set(matter.kind, known)
    if (matter.isOpen) known.set(matter.id, matter)
    else known.delete(matter.id)
  }
  // The head first: what changes in between comes again with the first look.
  let revision = await newestRevision(database)
  for (const matter of await openMatters(database, KEPT)) keep(matter)

  const collect = async () => {
    const changes = await changesSince(database, revision)
    revision = changes.to
    if (changes.matters.length === 0 && changes.events.length === 0) return
    for (const matter of changes.matters) keep(matter)
    for (const hear of hearers) hear(changes)
  }
  /** A look failed: what it would have found is called out by nobody again. */
  let isBehind = false
  let collecting: Promise<void> | undefined
  let next: Promise<void> | undefined
  let isClosed = false
  /** A look that begins after this call; none once the book is closed, whose record may be gone. */
  const look = (): Promise<void> => {
    if (isClosed) return Promise.resolve()
    if (!collecting) {
      collecting = collect()
        .then(
          () => {
            isBehind = false
          },
          (fault: unknown) => {
            isBehind = true
            onFault(fault)
          },
        )
        .finally(() => {
          collecting = undefined
        })
      return collecting
    }
    next ??= collecting.then(() => {
      next = undefined
      return look()
    })
    return next
  }
  const listener = database.listen(MATTER_CHANNEL, () => void look())
  const stopPolling = every(POLL_MS, () => {
    if (isBehind || !listener.isOpen()) void look()
  })
  return {
    revision: () => revision,
    open: (kind) => [...(byKind.get(kind)?.values() ?? [])],
    find: async (kind, id) => byKind.get(kind)?.get(id) ?? findMatter(database, kind, id),
    findAll: (kind, ids) => findMatters(database, kind, ids),
    events: (kind, id) => eventsOf(database, kind, id, { asOf: revision }),
    onChange: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    refresh: look,
    close: async () => {
      isClosed = true
      stopPolling()
      hearers.clear()
      await listener.close()
      await collecting
    },
  }
}
