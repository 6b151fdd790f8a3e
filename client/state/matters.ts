import type { CaseCounts } from '#contract/case.ts'
import type { Cursor } from '#contract/live.ts'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import { type MatterPatch, type Watch, type Watched, watchName } from '#contract/watch.ts'

/**
 * What this screen knows of a watch.
 * - `waiting`: asked, and nothing came yet. `following`: as the record stands at the cursor. `refused`: the server said why.
 * What was known stays while a lost line comes back: the connection says that it is old.
 */
export type Followed =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'following'
      readonly cursor: Cursor
      readonly matters: readonly Matter[]
      readonly log: readonly RecordedEvent[]
      /** Of a watch with `counts`. */
      readonly counts?: CaseCounts
    }
  | { readonly kind: 'refused'; readonly code: string }

export const WAITING: Followed = { kind: 'waiting' }

/** What people deal with, as far as this screen follows it. A watch is followed as long as somebody draws it. */
export interface MattersStore {
  get(name: string): Followed
  /** Wakes when the watch changes; keeps it followed until the undo is called. */
  follow(watch: Watch, listener: () => void): () => void
  /** What is followed now, each once. */
  wanted(): readonly Watch[]
  /** Calls back when other things are wanted. Returns the undo. */
  onWanted(listener: () => void): () => void
  begin(watched: Watched): void
  /** True when the patch joined, or belongs to nothing that is followed; false when the watch must be asked for again. */
  apply(patch: MatterPatch): boolean
  refuse(watch: Watch, code: string): void
  /** Forgets what is known of everything followed: another moment is shown. */
  forget(): void
}

interface Wanted {
  readonly watch: Watch
  readonly listeners: Set<() => void>
  followed: Followed
}

/**
 * `kept` is what this device remembers of watches from before, by their names: shown until the line brings what is true now.
 */
export function createMattersStore(kept: Readonly<Record<string, readonly Matter[]>> = {}): MattersStore {
  const wanted = new Map<string, Wanted>()
  const hearers = new Set<() => void>()
  const put = (name: string, followed: Followed) => {
    const one = wanted.get(name)
    if (!one) return
    one.followed = followed
    for (const listener of [...one.listeners]) listener()
  }
  return {
    get: (name) => wanted.get(name)?.followed ?? WAITING,
    follow: (watch, listener) => {
      const name = watchName(watch)
      const known = wanted.get(name)
      const one: Wanted = known ?? { watch, listeners: new Set(), followed: remembered(watch, kept) }
      // A function of its own for each call: one listener may follow twice.
      const wake = () => listener()
      one.listeners.add(wake)
      if (!known) {
        wanted.set(name, one)
        for (const hear of [...hearers]) hear()
      }
      return () => {
        one.listeners.delete(wake)
        if (one.listeners.size > 0 || wanted.get(name) !== one) return
        wanted.delete(name)
        for (const hear of [...hearers]) hear()
      }
    },
    wanted: () => [...wanted.values()].map(({ watch }) => watch),
    onWanted: (listener) => {
      hearers.add(listener)
      return () => hearers.delete(listener)
    },
    begin: ({ watch, epoch, revision, matters, log = [], counts }) =>
      put(watch, {
        ...{ kind: 'following', cursor: { epoch, revision }, matters: inOrder(matters), log },
        ...(counts && { counts }),
      }),
    apply: (patch) => {
      const one = wanted.get(patch.watch)
      if (one?.followed.kind !== 'following') return true
      const { cursor, matters, log } = one.followed
      const counts = patch.counts ?? one.followed.counts
      if (patch.epoch === cursor.epoch && patch.to <= cursor.revision) return true
      if (patch.epoch !== cursor.epoch || patch.from !== cursor.revision) return false
      const known = new Map(matters.map((matter) => [matter.id, matter]))
      for (const matter of patch.changed) known.set(matter.id, matter)
      for (const id of patch.gone) known.delete(id)
      const last = log.at(-1)?.version ?? 0
      put(patch.watch, {
        kind: 'following',
        ...(counts && { counts }),
        cursor: { epoch: patch.epoch, revision: patch.to },
        matters: inOrder([...known.values()]),
        log: patch.log?.length ? [...log, ...patch.log.filter(({ version }) => version > last)] : log,
      })
      return true
    },
    refuse: (watch, code) => put(watchName(watch), { kind: 'refused', code }),
    forget: () => {
      for (const name of [...wanted.keys()]) put(name, WAITING)
    },
  }
}

/** What is remembered of a watch. Its cursor joins no patch, so that nothing is ever built on it. */
function remembered({ kind, id, ids, counts }: Watch, kept: Readonly<Record<string, readonly Matter[]>>): Followed {
  const known = kept[kind]
  if (known === undefined || counts) return WAITING
  const named = id === undefined ? ids : [id]
  const matters = named === undefined ? known : known.filter((matter) => named.includes(matter.id))
  return { kind: 'following', cursor: { epoch: 'kept', revision: 0 }, matters: inOrder(matters), log: [] }
}

/** Oldest first; of the same moment, by id. */
function inOrder(matters: readonly Matter[]): readonly Matter[] {
  return [...matters].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
}
