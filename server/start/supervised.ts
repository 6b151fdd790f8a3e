import type { ChildProcess } from 'node:child_process'

/** Waits before each new start of a process that ended by itself, in ms; the last one again and again. */
const RESTART_WAITS_MS = [250, 500, 1_000, 2_000, 5_000, 10_000]

/** A process that ran this long, in ms, was well: the next end starts the waits from the first. */
const WELL_AFTER_MS = 30_000

export interface Supervision {
  /** Starts the process once. */
  launch(): ChildProcess
  /** Told of each end that was not asked for; false means that it shall not be started again. */
  onEnd(code: number | null, signal: NodeJS.Signals | null): boolean
  /** How a running process is asked to stop. */
  askToStop(child: ChildProcess): void
  /** How long it may take to, in ms, before it is killed. */
  readonly patienceMs: number
}

/** Keeps a process running: started again with growing waits whenever it ends by itself, until it is stopped. */
export class Supervised {
  readonly #supervision: Supervision
  #child: ChildProcess | undefined
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #isStopping = false

  constructor(supervision: Supervision) {
    this.#supervision = supervision
  }

  start(): void {
    const startedAt = performance.now()
    const child = this.#supervision.launch()
    this.#child = child
    child.once('error', () => undefined)
    child.once('exit', (code, signal) => {
      this.#child = undefined
      if (this.#isStopping || !this.#supervision.onEnd(code, signal) || this.#isStopping) return
      if (performance.now() - startedAt > WELL_AFTER_MS) this.#failures = 0
      const wait = RESTART_WAITS_MS[Math.min(this.#failures++, RESTART_WAITS_MS.length - 1)]
      this.#timer = setTimeout(() => this.start(), wait)
    })
  }

  /** The running process, if it runs. */
  get child(): ChildProcess | undefined {
    return this.#child
  }

  /** Stops it for good; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (!child) return
    const isGone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    this.#supervision.askToStop(child)
    const killer = setTimeout(() => child.kill('SIGKILL'), this.#supervision.patienceMs)
    await isGone
    clearTimeout(killer)
  }

  /** Ends it at once, for a person who does not want to wait. */
  kill(): void {
    this.#isStopping = true
    clearTimeout(this.#timer)
    this.#child?.kill('SIGKILL')
  }
}
