import { endingKeys } from '../access/policy/subject.ts'
import type { Admitted } from './live-guard.ts'

/** Endings are remembered this long, for handshakes that were under way when they were told, ms. */
const REMEMBERED_MS = 30_000

/** One who is in: how to see them out. */
interface Guest {
  readonly admitted: Admitted
  seeOut(): void
}

/**
 * Who is in, and until when. A guest leaves when any of the keys of its subject ends, or its time is up; whoever was let in
 * on the strength of what ended meanwhile does not get in at all. Pure but for `seeOut`.
 */
export class Guests {
  readonly #guests = new Set<Guest>()
  readonly #byKey = new Map<string, Set<Guest>>()
  readonly #ended = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Lets one in who was judged at `judgedAt`, epoch ms. Returns what is to be called when they leave by themselves. */
  enter(admitted: Admitted, judgedAt: number, seeOut: () => void): () => void {
    const guest: Guest = { admitted, seeOut }
    const keys = endingKeys(admitted.subject)
    if (keys.some((key) => (this.#ended.get(key) ?? Number.NEGATIVE_INFINITY) >= judgedAt)) {
      seeOut()
      return () => undefined
    }
    this.#guests.add(guest)
    for (const key of keys) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(guest))
    return () => this.#leave(guest)
  }

  /** Sees out everyone whose right rests on one of these keys. */
  end(keys: readonly string[]): void {
    for (const key of keys) {
      this.#ended.set(key, this.#now())
      for (const guest of [...(this.#byKey.get(key) ?? [])]) this.#dismiss(guest)
    }
  }

  /** Sees out everyone whose time is up. Called a few times a second. */
  tick(): void {
    const now = this.#now()
    for (const guest of [...this.#guests]) if ((guest.admitted.endsAt ?? Number.POSITIVE_INFINITY) <= now) this.#dismiss(guest)
    for (const [key, at] of this.#ended) if (now - at > REMEMBERED_MS) this.#ended.delete(key)
  }

  #dismiss(guest: Guest): void {
    this.#leave(guest)
    guest.seeOut()
  }

  #leave(guest: Guest): void {
    this.#guests.delete(guest)
    for (const key of endingKeys(guest.admitted.subject)) {
      const guests = this.#byKey.get(key)
      guests?.delete(guest)
      if (guests?.size === 0) this.#byKey.delete(key)
    }
  }
}
