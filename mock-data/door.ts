import { createHash } from 'node:crypto'
import type { CaseTicket } from '#contract/case-ticket.ts'
import type { EntityRow } from '#contract/entity.ts'
import type { IngestAnswer, ObservationRow } from '#contract/observation.ts'

/** Figures of one source on their way. */
export interface FigureBatch {
  readonly department: string
  readonly rows: readonly ObservationRow[]
  readonly door?: 'observations'
}

/** Things of one source on their way, or where they are. */
export interface EntityBatch {
  readonly department: string
  readonly rows: readonly EntityRow[]
  readonly door: 'entities'
}

/** Tickets of one source on their way. */
export interface TicketBatch {
  readonly department: string
  readonly rows: readonly CaseTicket[]
  readonly door: 'cases'
}

export type Batch = FigureBatch | EntityBatch | TicketBatch

/** What every door answers, as far as the hub reads it. */
export type DoorAnswer = Pick<IngestAnswer, 'accepted' | 'rejected' | 'rejectedCount'>

export interface DoorOptions {
  readonly url: string
  readonly tokens: ReadonlyMap<string, string>
  /** Says a sentence to the operator. */
  readonly log: (sentence: string) => void
  readonly signal: AbortSignal
}

/** Batches held while the server is away: beyond this many rows the oldest are given up, and said to be. */
const MOST_HELD_ROWS = 200_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000
/** No door is left alone for longer, whatever it asks for: figures are to be shown again soon after it is back. */
const LONGEST_WAIT_MS = 30_000
/** A request without an answer is tried again after this long, under the same key. */
const ANSWER_WITHIN_MS = 60_000
/** Rejections told to the operator in full; the rest only count. */
const MOST_TOLD = 5

/** How a request ended: answered, to be tried again, or pointless to repeat. */
type Outcome =
  | { kind: 'answered'; answer: DoorAnswer }
  | { kind: 'away'; reason: string; waitMs: number }
  | { kind: 'refused'; reason: string }

/**
 * The hub's side of the door. `send` takes a batch and returns at once; batches wait in line, the newest first, while the
 * server is away, and each is tried until it is answered. `deliver` waits for the answer of one batch.
 */
export class Door {
  readonly #options: DoorOptions
  #held: Batch[] = []
  #heldRows = 0
  #isDraining = false
  #told = new Set<string>()
  #away = false

  constructor(options: DoorOptions) {
    this.#options = options
  }

  /** Puts a batch in line. Live figures go this way: when the server returns, the newest go first. */
  send(batch: Batch): void {
    if (batch.rows.length === 0) return
    this.#held.push(batch)
    this.#heldRows += batch.rows.length
    this.#giveUpOldest()
    void this.#drain()
  }

  /** Delivers a batch, trying until it is answered. Resolves to undefined when the door refuses it or the hub stops. */
  async deliver(batch: Batch): Promise<DoorAnswer | undefined> {
    const body = `${batch.rows.map((row) => JSON.stringify(row)).join('\n')}\n`
    const key = createHash('sha256').update(batch.department).update(body).digest('hex').slice(0, 32)
    for (let pause = FIRST_PAUSE_MS; !this.#options.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const outcome = await this.#post(batch, key, body)
      if (outcome.kind === 'answered') {
        this.#back()
        this.#tell(batch, outcome.answer)
        return outcome.answer
      }
      if (outcome.kind === 'refused') {
        this.#once(`${batch.department}: ${outcome.reason}`)
        return undefined
      }
      this.#lost(outcome.reason)
      await this.#pause(outcome.waitMs + pause * (0.7 + 0.6 * Math.random()))
    }
    return undefined
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return
    this.#isDraining = true
    try {
      for (let batch = this.#takeNewest(); batch && !this.#options.signal.aborted; batch = this.#takeNewest())
        await this.deliver(batch)
    } finally {
      this.#isDraining = false
    }
  }

  #takeNewest(): Batch | undefined {
    const batch = this.#held.pop()
    this.#heldRows -= batch?.rows.length ?? 0
    return batch
  }

  #giveUpOldest(): void {
    let given = 0
    while (this.#heldRows > MOST_HELD_ROWS && this.#held.length > 1) {
      const oldest = this.#held.shift() as Batch
      this.#heldRows -= oldest.rows.length
      given += oldest.rows.length
    }
    if (given > 0) this.#options.log(`gave up ${given} rows that waited longest: the server has been away too long`)
  }

  async #post({ department, door = 'observations' }: Batch, key: string, body: string): Promise<Outcome> {
    const token = this.#options.tokens.get(department)
    if (token === undefined) return { kind: 'refused', reason: 'there is no token for this department; nothing is sent for it' }
    try {
      const response = await fetch(new URL(`/api/hub/${door}`, this.#options.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'idempotency-key': key },
        body,
        signal: AbortSignal.any([this.#options.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      })
      const text = await response.text()
      if (response.ok) return { kind: 'answered', answer: JSON.parse(text) as DoorAnswer }
      const isLater = response.status >= 500 || response.status === 429 || response.status === 408
      const reason = `the door answered ${response.status}: ${sentenceIn(text)}`
      return isLater ? { kind: 'away', reason, waitMs: waitMsOf(response.headers) } : { kind: 'refused', reason }
    } catch (error) {
      return { kind: 'away', reason: reasonOf(error), waitMs: 0 }
    }
  }

  #tell({ department }: Batch, { rejected, rejectedCount }: DoorAnswer): void {
    if (rejectedCount === 0) return
    for (const { code, sentence } of rejected.slice(0, MOST_TOLD)) this.#once(`${department}: rejected (${code}) ${sentence}`)
  }

  #once(sentence: string): void {
    if (this.#told.has(sentence) || this.#told.size > 1000) return
    this.#told.add(sentence)
    this.#options.log(sentence)
  }

  #lost(reason: string): void {
    if (this.#away || this.#options.signal.aborted) return
    this.#away = true
    this.#options.log(`the server is away (${reason}); trying again`)
  }

  #back(): void {
    if (!this.#away) return
    this.#away = false
    this.#options.log('the server is back')
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      const { signal } = this.#options
      function done(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
    })
  }
}

/** How long the door asks to be left alone, ms. It says so in seconds; where it does not, the pause alone is long enough. */
export function waitMsOf(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : 0
}

function sentenceIn(text: string): string {
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? text.slice(0, 200)
  } catch {
    return text.slice(0, 200)
  }
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause
  return cause?.code ?? (error as Error).message
}
