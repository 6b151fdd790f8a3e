import type { CaseCounts } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import { isCrowded, MAX_WATCHES, type MatterPatch, type Unwatch, type Watch, type Watched, watchName } from '#contract/watch.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { MatterCounts } from '../matters/matter-counts.ts'
import type { MatterChanges } from '../matters/matter-store.ts'
import { inSight, type Lives } from '../matters/sight.ts'

/** What one socket follows under one name. */
interface Following {
  readonly watch: Watch
  /** Ids the socket was shown and that are still open to it. */
  readonly shown: Set<string>
  /** The ids asked for, where several are. */
  readonly ids: ReadonlySet<string> | undefined
  cursor: number
  /** What was told last of a watch of numbers. */
  counts?: CaseCounts
}

/** One socket that follows matters. */
interface Watcher {
  readonly subject: Subject
  readonly following: Map<string, Following>
  tell(patch: MatterPatch): void
}

export interface WatchesParts {
  readonly epoch: string
  readonly book: MatterBook
  /** How many there are of those that are too many to be followed whole. */
  readonly counts: MatterCounts
  readonly lives: Lives
  readonly tree: AreaTree
  now(): number
}

/**
 * Who follows which matters, and what each is told of a change: only what lies in the reach of its remit. Each chain of
 * patches begins where the answer to `watch` stood.
 */
export class Watches {
  readonly #parts: WatchesParts
  readonly #watchers = new Map<string, Watcher>()
  readonly #stops: readonly (() => void)[]

  constructor(parts: WatchesParts) {
    this.#parts = parts
    this.#stops = [parts.book.onChange((changes) => this.#spread(changes)), parts.counts.onChange(() => this.#recount())]
  }

  enter(id: string, subject: Subject, tell: (patch: MatterPatch) => void): void {
    this.#watchers.set(id, { subject, following: new Map(), tell })
  }

  leave(id: string): void {
    this.#watchers.delete(id)
  }

  /**
   * Throws Refusal `matter/unknown` for one that is not there for this subject, `case/too-many-to-watch` for all of a crowded kind,
   * `live/too-many-views` beyond the limit.
   */
  async watch(id: string, watch: Watch): Promise<Watched> {
    const watcher = this.#watchers.get(id)
    const name = watchName(watch)
    if (!watcher || (watcher.following.size >= MAX_WATCHES && !watcher.following.has(name)))
      throw new Refusal('live/too-many-views')
    if (watch.counts) return this.#watchCounts(watcher, name, watch)
    if (isCrowded(watch.kind) && watch.id === undefined && !watch.ids) throw new Refusal('case/too-many-to-watch')
    const { book, epoch } = this.#parts
    const { found, log } = await this.#read(watch)
    // Nothing is awaited from here on, so that what is shown and what follows meet without a gap.
    const matters = found.flatMap((matter) => this.#seen(watcher, matter) ?? [])
    if (watch.id !== undefined && matters.length === 0) throw new Refusal('matter/unknown')
    const cursor = book.revision()
    const ids = watch.ids && new Set(watch.ids)
    watcher.following.set(name, { watch, ids, shown: new Set(matters.map(({ id }) => id)), cursor })
    return { watch: name, epoch, revision: cursor, at: this.#parts.now(), matters, ...(log && { log: this.#events(watcher, log) }) }
  }

  async #watchCounts(watcher: Watcher, name: string, watch: Watch): Promise<Watched> {
    const { book, counts, epoch } = this.#parts
    const told = await counts.countsOf(watcher.subject)
    const cursor = book.revision()
    watcher.following.set(name, { watch, ids: undefined, shown: new Set(), cursor, counts: told })
    return { watch: name, epoch, revision: cursor, at: this.#parts.now(), matters: [], counts: told }
  }

  /** What there is of a watch at the book's present revision. */
  async #read({ kind, id, log, ids }: Watch): Promise<{ found: readonly Matter[]; log?: readonly RecordedEvent[] }> {
    const { book } = this.#parts
    if (id === undefined && !ids) return { found: book.open(kind) }
    for (;;) {
      const revision = book.revision()
      if (id === undefined) {
        const found = await book.findAll(kind, ids ?? [])
        if (revision === book.revision()) return { found }
        continue
      }
      const found = await book.find(kind, id)
      const events = found && log ? await book.events(kind, id) : undefined
      if (revision === book.revision()) return { found: found ? [found] : [], ...(events && { log: events }) }
    }
  }

  unwatch(id: string, { watch }: Unwatch): { watch: string } {
    this.#watchers.get(id)?.following.delete(watch)
    return { watch }
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#watchers.clear()
  }

  #spread(changes: MatterChanges): void {
    for (const watcher of this.#watchers.values()) {
      for (const [name, following] of watcher.following) if (!following.counts) this.#tell(watcher, name, following, changes)
    }
  }

  /** Tells those who follow numbers, where theirs are others than they were told. */
  #recount(): void {
    for (const watcher of this.#watchers.values()) {
      for (const [name, following] of watcher.following) {
        if (!following.counts) continue
        const count = this.#parts.counts.countsOf(watcher.subject)
        // What could not be counted now is counted with the next change.
        void count.then(
          (counts) => this.#tellCounts(watcher, name, following, counts),
          () => undefined,
        )
      }
    }
  }

  #tellCounts(watcher: Watcher, watch: string, following: Following, counts: CaseCounts): void {
    const isSame = JSON.stringify({ ...counts, at: 0 }) === JSON.stringify({ ...following.counts, at: 0 })
    if (isSame || watcher.following.get(watch) !== following) return
    const { book, epoch, now } = this.#parts
    const from = following.cursor
    following.cursor = book.revision()
    following.counts = counts
    watcher.tell({ watch, epoch, from, to: following.cursor, at: now(), changed: [], gone: [], counts })
  }

  #tell(watcher: Watcher, name: string, following: Following, { to, matters, events }: MatterChanges): void {
    const { watch, shown, ids } = following
    const isOne = watch.id !== undefined || ids !== undefined
    const changed: Matter[] = []
    const gone: string[] = []
    for (const matter of matters) {
      if (matter.kind !== watch.kind || (watch.id !== undefined && matter.id !== watch.id)) continue
      if (ids && !ids.has(matter.id)) continue
      const seen = matter.isOpen || isOne ? this.#seen(watcher, matter) : undefined
      if (seen) {
        changed.push(seen)
        shown.add(matter.id)
      } else if (shown.delete(matter.id)) gone.push(matter.id)
    }
    const told = watch.log ? events.filter(({ kind, id }) => kind === watch.kind && id === watch.id && shown.has(id)) : []
    if (changed.length === 0 && gone.length === 0 && told.length === 0) return
    const { epoch, now } = this.#parts
    const log = told.map(({ version, revision, event }) => ({ version, revision, event }))
    const from = following.cursor
    following.cursor = to
    watcher.tell({
      ...{ watch: name, epoch, from, to, at: now(), changed, gone },
      ...(watch.log && { log: this.#events(watcher, log) }),
    })
  }

  #seen({ subject }: Watcher, matter: Matter): Matter | undefined {
    return inSight(matter, subject, this.#parts.tree, this.#parts.lives[matter.kind])
  }

  /** Events are told to persons alone: what people wrote may hold anything. */
  #events({ subject }: Watcher, log: readonly RecordedEvent[]): readonly RecordedEvent[] {
    return subject.kind === 'person' ? log : []
  }
}
