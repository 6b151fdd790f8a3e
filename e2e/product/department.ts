import type { EntityAnswer, EntityRow } from '#contract/entity.ts'
import type { IngestAnswer, ObservationRow } from '#contract/observation.ts'
import type { Product } from './product.ts'

/** A department of the test city: a source that reports its figures once a second, until it is told to fall silent. */
export class Department {
  readonly #product: Product
  readonly #token: string
  readonly #figures: (at: number) => ObservationRow[]
  #timer: NodeJS.Timeout | undefined

  constructor(product: Product, token: string, figures: (at: number) => ObservationRow[]) {
    this.#product = product
    this.#token = token
    this.#figures = figures
  }

  /** Reports now, and from now on. A beat that cannot be delivered is missed, as with any feed. */
  async speak(): Promise<void> {
    await this.report()
    this.#timer ??= setInterval(() => void this.report().catch(() => undefined), 1_000)
  }

  fallSilent(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Reports the figures of this moment once. Rejects when a row was refused. */
  async report(): Promise<void> {
    const answer = await this.post(this.#figures(Math.floor(Date.now() / 1000) * 1000))
    if (answer.rejectedCount > 0) throw new Error(`The door refused: ${JSON.stringify(answer.rejected.slice(0, 3))}`)
  }

  post(rows: readonly ObservationRow[]): Promise<IngestAnswer> {
    return this.#send('observations', rows)
  }

  /** Says what things there are, or where they are. */
  place(rows: readonly EntityRow[]): Promise<EntityAnswer> {
    return this.#send('entities', rows)
  }

  async #send<Answer>(door: 'observations' | 'entities', rows: readonly unknown[]): Promise<Answer> {
    const response = await fetch(`${this.#product.url}/api/hub/${door}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(rows),
    })
    if (!response.ok) throw new Error(`The door answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Answer
  }
}
