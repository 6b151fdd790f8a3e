import type { IngestAnswer } from '#contract/observation.ts'

/** What one source has sent since this server started. */
export interface Activity {
  /** When its last request was answered, epoch ms. */
  readonly receivedAt: number
  readonly accepted: number
  readonly duplicates: number
  readonly corrections: number
  readonly conflicts: number
  readonly rejected: number
}

/** Who sent what, by name of the source. Counted by the door, shown on the links panel and the API. */
export class SourceActivity {
  readonly #bySource = new Map<string, Activity>()

  /** Notes one answered request of the door (or one part of a streamed one). */
  note(source: string, answer: IngestAnswer, at: number): void {
    const before = this.#bySource.get(source) ?? NEVER
    this.#bySource.set(source, {
      receivedAt: at,
      accepted: before.accepted + answer.accepted,
      duplicates: before.duplicates + answer.duplicates,
      corrections: before.corrections + answer.corrections,
      conflicts: before.conflicts + answer.conflicts,
      rejected: before.rejected + answer.rejectedCount,
    })
  }

  of(source: string): Activity | undefined {
    return this.#bySource.get(source)
  }
}

const NEVER: Activity = { receivedAt: 0, accepted: 0, duplicates: 0, corrections: 0, conflicts: 0, rejected: 0 }
