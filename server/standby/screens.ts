import { Agent } from 'node:http'
import { io, type Socket } from 'socket.io-client'
import type { Patch, ResumeAnswer, Snapshot } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'

/** As the screens of ours come back: see `client/live/socket.ts`. */
const COMING_BACK = { reconnectionDelay: 300, reconnectionDelayMax: 4_000, randomizationFactor: 0.6, timeout: 4_000 }
/** Before a server is knocked at again that could not let the screen in, ms, and by how much that varies. */
const UNABLE_PAUSE_MS = 2_000
/** A screen that hears nothing for this long, ms, drops its line and knocks again. */
const DROP_AFTER_MS = 5_000
const LOOK_MS = 250

/** One screen that follows a figure and comes back by itself, as the protocol says. Instants are of `performance.now()`. */
export class DrilledScreen {
  readonly #socket: Socket
  readonly #series: readonly { readonly metric: string; readonly area: string }[]
  readonly #watchdog: NodeJS.Timeout
  #cursor: { readonly epoch: string; readonly revision: number } | undefined
  #heardAt = performance.now()
  #toldAt = performance.now()
  /** Longest time between two figures told. */
  longestMs = 0
  /** When its line was lost and when it followed again, for each loss. */
  readonly losses: { readonly lostAt: number; backAt?: number }[] = []
  snapshots = 0
  resumed = 0
  /** Patches that did not join: none, ever. */
  gaps = 0

  /** `from` is an address of this machine to come from, for balancers that go by it. */
  constructor(url: string, token: string, figure: { readonly metric: string; readonly area: string }, from?: string) {
    this.#series = [figure]
    this.#socket = io(`${url}/live`, {
      ...{ ...COMING_BACK, transports: ['websocket'], forceNew: true, auth: { token } },
      // Node's own, which the types of the library, made for browsers, do not know.
      ...(from !== undefined && { agent: new Agent({ localAddress: from }) as never }),
    })
    this.#socket.on('connect', () => this.#follow())
    this.#socket.on('disconnect', (reason) => {
      this.losses.push({ lostAt: performance.now() })
      if (reason === 'io server disconnect') setTimeout(() => this.#socket.connect(), COMING_BACK.reconnectionDelay)
    })
    this.#socket.on('connect_error', () => {
      // The library knocks again only where the way was closed, not where the door was.
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), UNABLE_PAUSE_MS * (0.5 + Math.random()))
    })
    this.#socket.on('beat', () => this.#hear())
    this.#socket.on('patch', (patch: Patch<Point[]>) => this.#apply(patch))
    this.#watchdog = setInterval(() => {
      if (this.#socket.connected && performance.now() - this.#heardAt > DROP_AFTER_MS) this.#socket.io.engine.close()
    }, LOOK_MS)
  }

  get isFollowing(): boolean {
    return this.#socket.connected && this.#cursor !== undefined && this.losses.every(({ backAt }) => backAt !== undefined)
  }

  /** Begins to measure anew. */
  measure(): void {
    this.#toldAt = performance.now()
    this.longestMs = 0
    this.losses.length = 0
    this.resumed = 0
    this.snapshots = 0
  }

  close(): void {
    clearInterval(this.#watchdog)
    this.#socket.close()
  }

  /** Answers are taken in when they come, not a turn later: what follows joins them. */
  #follow(): void {
    this.#hear()
    const ask = this.#socket.timeout(DROP_AFTER_MS)
    const back = () => {
      const last = this.losses.at(-1)
      if (last) last.backAt ??= performance.now()
    }
    const subscribe = () =>
      ask.emit('subscribe', { series: this.#series }, (fault: unknown, { epoch, revision }: Snapshot<Point[]>) => {
        if (fault) return
        this.snapshots += 1
        this.#cursor = { epoch, revision }
        back()
      })
    if (!this.#cursor) return void subscribe()
    ask.emit('resume', { series: this.#series, ...this.#cursor }, (fault: unknown, answer: ResumeAnswer<Point[]>) => {
      if (fault) return
      if (answer.status !== 'resumed') return void subscribe()
      this.resumed += 1
      for (const patch of answer.patches) this.#apply(patch)
      back()
    })
  }

  #apply({ epoch, from, to, points }: Patch<Point[]>): void {
    this.#hear()
    if (!this.#cursor || to <= this.#cursor.revision) return
    if (epoch !== this.#cursor.epoch || from !== this.#cursor.revision) this.gaps += 1
    this.#cursor = { epoch, revision: to }
    if (points.length === 0) return
    this.longestMs = Math.max(this.longestMs, performance.now() - this.#toldAt)
    this.#toldAt = performance.now()
  }

  #hear(): void {
    this.#heardAt = performance.now()
  }
}
