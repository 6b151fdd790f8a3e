import type { KnownEntity } from './known-entity.ts'

/** All entities as they stand, in memory, and who wants to hear of changes. */
export class EntityBook {
  readonly #known = new Map<string, KnownEntity>()
  readonly #listeners = new Set<(changed: readonly KnownEntity[]) => void>()

  get size(): number {
    return this.#known.size
  }

  get(id: string): KnownEntity | undefined {
    return this.#known.get(id)
  }

  all(): IterableIterator<KnownEntity> {
    return this.#known.values()
  }

  /** Writes down what is committed already, and tells it. */
  write(changed: readonly KnownEntity[]): void {
    if (changed.length === 0) return
    for (const known of changed) this.#known.set(known.entity.id, known)
    for (const hear of this.#listeners) hear(changed)
  }

  /** Calls back with what changed, each time it does. Returns the undo. */
  onChange(hear: (changed: readonly KnownEntity[]) => void): () => void {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }
}
