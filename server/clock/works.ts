import { LOOK_EVERY_MS, repeat } from './repeat.ts'
import type { Clock } from './system-clock.ts'

/** What the product does by itself, again and again, whoever asks for it or not. */
export const WORKS = [
  ...(['hub', 'publication', 'alarms', 'shelves', 'pages', 'notices', 'warnings', 'incidents', 'orders', 'cases'] as const),
  ...(['plans', 'decisions', 'debts', 'measures', 'clusters', 'hours'] as const),
] as const
export type WorkName = (typeof WORKS)[number]

/** One work that should have been done and was not: it fails, or a turn of it does not come to its end. */
export interface WaitingWork {
  readonly name: WorkName
  /** How long ago it should have been done, ms. */
  readonly ms: number
}

export interface KeptWork {
  /** Whose ticks begin its turns. */
  readonly clock: Pick<Clock, 'every'>
  /** How often, ms; a second unless said. */
  readonly everyMs?: number
  /** Whether it is this server that has to do it now; always unless said. */
  isOurs?(): boolean
  work(): Promise<unknown>
}

export interface WorksParts {
  now(): number
  /** Told when a work begins to fail, and again only of another fault or after a turn that succeeded. */
  onFault(name: WorkName, fault: unknown): void
}

interface Kept {
  /** The first tick after the newest turn that succeeded, epoch ms; undefined while none waits. */
  since?: number | undefined
  isOurs(): boolean
}

/** The works under way, and which of them wait: a work that silently stands still leaves orders overdue and nobody told. */
export class Works {
  readonly #parts: WorksParts
  readonly #kept = new Map<WorkName, Kept>()

  constructor(parts: WorksParts) {
    this.#parts = parts
  }

  /** Does a work for as long as the server runs. Returns the undo, which waits for the turn under way. */
  keep(name: WorkName, { clock, everyMs = LOOK_EVERY_MS, isOurs = () => true, work }: KeptWork): () => Promise<void> {
    const { now, onFault } = this.#parts
    const kept: Kept = { isOurs }
    this.#kept.set(name, kept)
    const every: Clock['every'] = (ms, run) =>
      clock.every(ms, () => {
        kept.since ??= now()
        return run()
      })
    const done = async () => {
      await work()
      kept.since = undefined
    }
    const stop = repeat({ every }, { everyMs, work: done, onFault: (fault) => onFault(name, fault) })
    return async () => {
      await stop()
      this.#kept.delete(name)
    }
  }

  /** How long each work under way has waited, in the order of `WORKS`; 0 for one that is done as it should be, or by another server. */
  waiting(): readonly WaitingWork[] {
    const now = this.#parts.now()
    return WORKS.flatMap((name) => {
      const kept = this.#kept.get(name)
      return kept ? [{ name, ms: kept.isOurs() ? Math.max(0, now - (kept.since ?? now)) : 0 }] : []
    })
  }
}
