import { io, type Socket } from 'socket.io-client'
import {
  type ClientToServer,
  LIVE_NAMESPACE,
  type Notice,
  type Patch,
  type ServerToClient,
  type Snapshot,
  type SocketError,
  type WirePoints,
} from '#contract/live.ts'
import type { Matter, MatterKind } from '#contract/matter.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesRef, seriesKey } from '#contract/series.ts'
import type { MatterPatch, Watched } from '#contract/watch.ts'

/** When something came to a screen: by the clock of this machine, ms. */
interface Seen {
  readonly matter: Matter
  readonly receivedMs: number
}

/**
 * A screen of the shadow city without a picture: it follows figures and matters by the socket that every screen uses, and keeps
 * what it was told and when. After an outage it asks for everything again.
 */
export class LiveScreen {
  readonly #socket: Socket<ServerToClient, ClientToServer>
  readonly figures = new Map<string, Point>()
  readonly matters = new Map<string, Matter>()
  readonly history = new Map<string, Seen[]>()
  readonly notices: Notice[] = []
  readonly patches: { readonly receivedMs: number; readonly points: readonly Point[] }[] = []
  /** Called after each patch of figures with what changed. */
  onFigures: (points: readonly Point[]) => void = () => undefined
  #series: readonly SeriesRef[] = []
  readonly #watched = new Set<MatterKind>()
  #heardMs = performance.now()
  #hasHeard = false
  /** The longest time without a word from the server, ms. */
  longestGapMs = 0

  constructor(url: string, cookie: string, drill: string) {
    this.#socket = io(`${url}${LIVE_NAMESPACE}`, {
      transports: ['websocket'],
      extraHeaders: { cookie },
      auth: { drill },
      reconnectionDelay: 100,
      reconnectionDelayMax: 300,
      forceNew: true,
    })
    this.#socket.on('connect', () => void this.#again())
    this.#socket.on('patch', (patch) => this.#take(patch))
    this.#socket.on('notice', (notice) => void this.notices.push(notice))
    this.#socket.on('beat', () => this.#hear())
    this.#socket.on('matters', (patch) => this.#takeMatters(patch))
  }

  get isConnected(): boolean {
    return this.#socket.connected
  }

  async follow(series: readonly SeriesRef[]): Promise<void> {
    this.#series = series
    if (this.isConnected) await this.#subscribe()
  }

  /** Asks for one more view, and waits for it no longer than for the line. */
  async alsoFollow(series: readonly SeriesRef[]): Promise<void> {
    await this.#socket.emitWithAck('subscribe', { series: [...series], mode: 'latest', encoding: 'json' })
  }

  async watch(kind: MatterKind): Promise<void> {
    this.#watched.add(kind)
    if (this.isConnected) await this.#watch(kind)
  }

  /** Every state of a matter that came to this screen, oldest first. */
  seen(id: string): readonly Seen[] {
    return this.history.get(id) ?? []
  }

  /** The pauses between two words of the server are counted from here. */
  resetGap(): void {
    this.#heardMs = performance.now()
    this.longestGapMs = 0
    this.#hasHeard = false
  }

  /** True once the server has said something since the pauses are counted. */
  hasHeardSince(): boolean {
    return this.#hasHeard
  }

  /** Connects again with the cookie of a new session; one that ended takes its socket with it. */
  renew(cookie: string): void {
    this.#socket.io.opts.extraHeaders = { cookie }
    this.#socket.disconnect().connect()
  }

  /** Resolves when it is connected. */
  connected(): Promise<void> {
    if (this.isConnected) return Promise.resolve()
    return new Promise((resolve) => this.#socket.once('connect', () => resolve()))
  }

  close(): void {
    this.#socket.close()
  }

  async #again(): Promise<void> {
    if (this.#series.length > 0) await this.#subscribe()
    for (const kind of this.#watched) await this.#watch(kind)
  }

  async #subscribe(): Promise<void> {
    const answer = (await this.#socket.emitWithAck('subscribe', { series: [...this.#series], mode: 'latest', encoding: 'json' })) as
      | Snapshot<WirePoints>
      | SocketError
    if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.sentence}`)
    this.#hear()
    this.#keep(answer.points as readonly Point[])
  }

  async #watch(kind: MatterKind): Promise<void> {
    const answer = (await this.#socket.emitWithAck('watch', { kind })) as Watched | SocketError
    if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.sentence}`)
    this.#hear()
    for (const matter of answer.matters) this.#note(matter)
  }

  #take(patch: Patch<WirePoints>): void {
    this.#hear()
    const points = patch.points as readonly Point[]
    this.patches.push({ receivedMs: performance.now(), points })
    this.#keep(points)
  }

  #keep(points: readonly Point[]): void {
    for (const point of points) this.figures.set(seriesKey(point.metric, point.area, point.step as never), point)
    this.onFigures(points)
  }

  #takeMatters(patch: MatterPatch): void {
    this.#hear()
    for (const matter of patch.changed) this.#note(matter)
  }

  #note(matter: Matter): void {
    this.matters.set(matter.id, matter)
    this.history.set(matter.id, [...this.seen(matter.id), { matter, receivedMs: performance.now() }])
  }

  #hear(): void {
    const now = performance.now()
    this.longestGapMs = Math.max(this.longestGapMs, now - this.#heardMs)
    this.#heardMs = now
    this.#hasHeard = true
  }
}
