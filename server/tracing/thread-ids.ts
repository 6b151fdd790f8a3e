import { createHash } from 'node:crypto'
import { RandomIdGenerator } from '@opentelemetry/sdk-trace'

/** The ids of a trace and of its first span. */
export interface ThreadIds {
  readonly traceId: string
  readonly spanId: string
}

/** The ids that follow from the name of a thread: the first 16 bytes of its SHA-256, and the 8 after them. */
export function idsOfThread(name: string): ThreadIds {
  const hash = createHash('sha256').update(name).digest('hex')
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) }
}

/** Random ids, but for the first span of a thread. */
export class Ids extends RandomIdGenerator {
  #next: ThreadIds | undefined

  /** Calls back with the next trace and span that begin bearing these ids. */
  bearing<Outcome>(ids: ThreadIds, begin: () => Outcome): Outcome {
    this.#next = ids
    try {
      return begin()
    } finally {
      this.#next = undefined
    }
  }

  override generateTraceId(): string {
    return this.#next?.traceId ?? super.generateTraceId()
  }

  override generateSpanId(): string {
    return this.#next?.spanId ?? super.generateSpanId()
  }
}
