import { Turns } from './turns.ts'

/** A block as it is answered. */
export interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Bytes of blocks kept at hand: some thousand blocks of a town, some hundred of a city's communities. */
const SHELF_BYTES = 48 * 1024 * 1024

/** Blocks made at a time; the others wait, so that a hundred people looking back leave the present its share. */
const MADE_AT_ONCE = 2

/** Blocks that never change, kept while there is room: asked for by many at once, each is made once. */
export class BlockShelf {
  readonly #kept = new Map<string, Promise<Answer>>()
  readonly #sizes = new Map<string, number>()
  readonly #turns = new Turns(MADE_AT_ONCE)
  #bytes = 0

  /** The block of this name, made by `make` where it is not at hand. A failure is not kept. */
  take(name: string, make: () => Promise<Answer>): Promise<Answer> {
    const known = this.#kept.get(name)
    if (known) {
      // The one asked for last is the last to go.
      this.#kept.delete(name)
      this.#kept.set(name, known)
      return known
    }
    const made = this.#turns.take(make)
    this.#kept.set(name, made)
    made.then(
      ({ bytes }) => this.#weigh(name, bytes.length),
      () => this.#kept.delete(name),
    )
    return made
  }

  #weigh(name: string, size: number): void {
    this.#sizes.set(name, size)
    this.#bytes += size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= SHELF_BYTES) return
      const weight = this.#sizes.get(oldest)
      if (weight === undefined) continue
      this.#bytes -= weight
      this.#sizes.delete(oldest)
      this.#kept.delete(oldest)
    }
  }
}
