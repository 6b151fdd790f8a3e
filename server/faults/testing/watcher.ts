import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { joins, type Patch, type ResumeAnswer, type Snapshot } from '#contract/live.ts'
import type { Point } from '#contract/point.ts'
import type { SeriesRef } from '#contract/series.ts'

/** A line that gives no answer for this long is not the one it was, in ms. */
const ANSWER_PATIENCE_MS = 10_000

/** A screen of another process, reduced to what the promises are about: where it stands, what it shows, how late it hears. */
export class Watcher {
  readonly series: readonly SeriesRef[]
  /** What it shows, by metric and area. */
  readonly shown = new Map<string, number | null>()
  cursor = { epoch: '', revision: -1 }
  /** Patches that did not join its cursor. */
  gaps = 0
  snapshots = 0
  /** From the server's making of a patch to its arrival here, in ms; both clocks are this machine's. */
  readonly delays: number[] = []
  #socket: Socket | undefined

  constructor(series: readonly SeriesRef[]) {
    this.series = series
  }

  /** Connects; resumes where it stood, or takes a snapshot. Resolves once it shows the city. */
  async open(url: string, token: string): Promise<void> {
    const socket = io(`${url}/live`, { transports: ['websocket'], reconnection: false, forceNew: true, auth: { token } })
    this.#socket = socket
    socket.on('patch', (patch: Patch) => this.#take(patch))
    const failed = once(socket as never, 'connect_error').then(([fault]) => {
      throw fault
    })
    await Promise.race([once(socket as never, 'connect'), failed])
    failed.catch(() => undefined)
    if (this.cursor.revision >= 0 && (await this.#resume(socket))) return
    await this.#subscribe(socket)
  }

  close(): void {
    this.#socket?.disconnect()
  }

  /** Answers are taken in as they come, not a turn later: a patch may stand right behind. */
  #resume(socket: Socket): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const request = { series: this.series, ...this.cursor }
      socket.timeout(ANSWER_PATIENCE_MS).emit('resume', request, (late: Error | null, answer: ResumeAnswer) => {
        if (late) return reject(late)
        if (answer.status === 'resumed') for (const patch of answer.patches) this.#take(patch)
        resolve(answer.status === 'resumed')
      })
    })
  }

  #subscribe(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      socket.timeout(ANSWER_PATIENCE_MS).emit('subscribe', { series: this.series }, (late: Error | null, answer: Snapshot) => {
        if (late) return reject(late)
        const { epoch, revision, points } = answer
        this.snapshots += 1
        this.cursor = { epoch, revision }
        this.#show(points)
        resolve()
      })
    })
  }

  #take(patch: Patch): void {
    this.delays.push(Date.now() - patch.at)
    if (!joins(this.cursor, patch)) {
      this.gaps += 1
      return
    }
    this.cursor = { epoch: patch.epoch, revision: patch.to }
    this.#show(patch.points)
  }

  #show(points: readonly Point[]): void {
    for (const { metric, area, value } of points) this.shown.set(`${metric}@${area}`, value)
  }
}

/** The value below which so many of a hundred lie; 0 of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((part / 100) * sorted.length) - 1)] ?? 0
}
