import { RecordFault, type RecordStore } from '../../record/record-store.ts'

/** How the next call of a method fails: before it did anything, or after it did everything, its answer lost. */
export interface Failure {
  readonly method: 'commitBatches' | 'commitRevision' | 'loadObservations' | 'findAnswer' | 'authorities'
  readonly when: 'before' | 'after'
}

/**
 * A record that can be made to fail. `dead` makes every call hang for ever, as the calls of a killed process do: they
 * neither succeed nor fail for it.
 */
export class FaultyStore {
  readonly store: RecordStore
  private failures: Failure[] = []
  private readonly held = new Map<string, Promise<void>>()
  private isDead = false

  constructor(inner: RecordStore) {
    const intercept =
      (method: string, call: (...given: unknown[]) => Promise<unknown>) =>
      async (...given: unknown[]) => {
        if (this.isDead) return new Promise(() => undefined)
        await this.held.get(method)
        const failure = this.take(method)
        if (failure?.when === 'before') throw new RecordFault('record/unavailable')
        const result = await call.apply(inner, given)
        if (failure) throw new RecordFault('record/unavailable')
        return result
      }
    this.store = new Proxy(inner, {
      get: (target, name) => {
        const found = Reflect.get(target, name, target) as unknown
        if (typeof found !== 'function' || name === 'newMark') return found
        return intercept(String(name), found as (...given: unknown[]) => Promise<unknown>)
      },
    })
  }

  /** The next call of the method fails; several of them one after another. */
  fail(failure: Failure): void {
    this.failures.push(failure)
  }

  /** Calls of the method wait, before they do anything, until the returned function is called. */
  hold(method: Failure['method']): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.held.set(method, promise)
    return () => {
      this.held.delete(method)
      resolve()
    }
  }

  heal(): void {
    this.failures = []
  }

  /** The process that uses this store is gone. */
  die(): void {
    this.isDead = true
  }

  private take(method: string): Failure | undefined {
    const index = this.failures.findIndex((failure) => failure.method === method)
    return index < 0 ? undefined : this.failures.splice(index, 1)[0]
  }
}
