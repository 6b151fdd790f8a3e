import type { ErrorCode } from '#contract/errors.ts'
import type { AuditActor, AuditEntry } from '../audit/audit-entry.ts'

/** A refusal at a door: who was refused what, and from where. */
export interface Refused {
  readonly actor: AuditActor
  readonly code: ErrorCode
  /** The route or the event of the live city that was asked for. */
  readonly object: { readonly kind: 'route' | 'event'; readonly id: string }
  readonly address?: string
  readonly agent?: string
  readonly requestId?: string
}

/** Equal refusals within this time are one more line, however many they are, ms. */
export const REFUSAL_WINDOW_MS = 60_000

/** Different refusals kept apart at one time; whatever comes beyond is counted together, by code. */
export const REFUSALS_APART = 1_000

interface Counted {
  readonly refused: Refused
  readonly since: number
  times: number
}

/**
 * Writes refusals into the audit: the first of its kind at once, and how often it was repeated when its minute is over. A
 * flood is a number in a row, so that nobody can fill the audit, or hide in it, by knocking.
 */
export class RefusalLog {
  readonly #write: (entry: AuditEntry) => void
  readonly #now: () => number
  readonly #open = new Map<string, Counted>()

  /** `write` is called without waiting; what becomes of a row that cannot be written is its matter. */
  constructor(write: (entry: AuditEntry) => void, now: () => number) {
    this.#write = write
    this.#now = now
  }

  note(refused: Refused): void {
    const own = keyOf(refused)
    const isCrowded = this.#open.size >= REFUSALS_APART && !this.#open.has(own)
    const key = isCrowded ? refused.code : own
    const known = this.#open.get(key)
    if (known) {
      known.times += 1
      return
    }
    const said: Refused = isCrowded ? { ...refused, actor: { kind: 'nobody' }, object: { kind: 'route', id: 'many' } } : refused
    this.#open.set(key, { refused: said, since: this.#now(), times: 0 })
    this.#write(this.#entry(said))
  }

  /** Tells what was repeated in minutes that are over. Called now and then, and with `all` at the end. */
  sweep(all = false): void {
    for (const [key, { refused, since, times }] of this.#open) {
      if (!all && this.#now() - since < REFUSAL_WINDOW_MS) continue
      this.#open.delete(key)
      if (times > 0) this.#write(this.#entry(refused, { repeated: times, since }))
    }
  }

  #entry({ code, ...refused }: Refused, detail?: AuditEntry['detail']): AuditEntry {
    return { at: this.#now(), type: 'access.refuse', result: 'refused', code, ...refused, ...(detail && { detail }) }
  }
}

function keyOf({ actor, code, object, address }: Refused): string {
  return JSON.stringify([actor.kind, actor.id, code, object.kind, object.id, address])
}
