/** How often a line that is written over is renewed, and how often a new one is written where none can be, in ms. */
const TERMINAL_PACE_MS = 200
const FILE_PACE_MS = 10_000

/** Where progress is shown; standard error fits. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Shows how far a long piece of work has come: one line that is written over on a terminal, a line now and then elsewhere. */
export class Progress {
  readonly #output: ProgressOutput
  readonly #now: () => number
  #toldAt: number
  #isLineOpen = false

  constructor(output: ProgressOutput = process.stderr, now: () => number = performance.now.bind(performance)) {
    this.#output = output
    this.#now = now
    this.#toldAt = now()
  }

  /** Shows the line if it is time to; `line` is asked only then. */
  tell(line: () => string): void {
    const { isTTY } = this.#output
    const now = this.#now()
    if (now - this.#toldAt < (isTTY ? TERMINAL_PACE_MS : FILE_PACE_MS)) return
    this.#toldAt = now
    this.#output.write(isTTY ? `\r\x1b[K${line()}` : `${line()}\n`)
    this.#isLineOpen = isTTY === true
  }

  /** Takes away the line that was written over: what follows stands on one of its own. */
  end(): void {
    if (this.#isLineOpen) this.#output.write('\r\x1b[K')
    this.#isLineOpen = false
  }
}
