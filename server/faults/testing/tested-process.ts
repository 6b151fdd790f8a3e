import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { SeriesRef } from '#contract/series.ts'
import { ServerProcess } from '../../testing/server-process.ts'

export const TOWNS = ['rm-a', 'rm-b', 'rm-c', 'rm-d'] as const
export const AREAS = ['rm', 'rm-north', 'rm-south', ...TOWNS] as const
export const METRICS = ['grid.load', 'grid.voltage', 'hotline.calls'] as const

/** The shortest period of the figures that are fed. */
const WINDOW_MS = 10_000

/** Every figure of the small city that these tests feed. */
export const ALL_SERIES: readonly SeriesRef[] = METRICS.flatMap((metric) => AREAS.map((area) => ({ metric, area })))

/** A server of its own process, with somebody who tells it figures without a pause. */
export class TestedProcess {
  readonly server: ServerProcess
  readonly #token: string
  #isOver = false
  #feeding: Promise<void> | undefined
  /** Requests of the feed that were answered 200, and rows in them. */
  rows = 0

  private constructor(server: ServerProcess, token: string) {
    this.server = server
    this.#token = token
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<TestedProcess> {
    const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal', HUB: 'simulated', ...env })
    await server.start()
    return new TestedProcess(server, await server.mint('feed'))
  }

  /**
   * Says something new of every town, every `everyMs`, and of as many windows before as asked. What the door does not take
   * is said anew the next time.
   */
  feed(everyMs: number, windowsBefore = 0): void {
    this.#feeding = (async () => {
      for (let round = 0; !this.#isOver; round++) {
        const now = Date.now()
        const said = Array.from({ length: 1 + windowsBefore }, (_, window) => rowsOf(round, now - window * WINDOW_MS)).flat()
        await this.server.post(this.#token, said).then(
          () => {
            this.rows += said.length
          },
          () => undefined,
        )
        await pause(everyMs)
      }
    })()
  }

  /** Says the same so many times over. */
  async repeat(times: number): Promise<void> {
    const said = rowsOf(1, Date.now())
    for (let time = 0; time < times; time++) await this.server.post(this.#token, said)
  }

  async endFeed(): Promise<void> {
    this.#isOver = true
    await this.#feeding
  }

  /** One measurement of /metrics. */
  async measured(name: string): Promise<number> {
    const text = await (await fetch(`${this.server.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
  }

  /** Memory of the server process that is really there, in bytes; only Linux says it. */
  async memory(): Promise<number> {
    const text = await readFile(`/proc/${this.server.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN) * 1024
  }

  async remove(): Promise<void> {
    await this.endFeed()
    await this.server.remove()
  }
}

/** A row of each figure of each town; a different one each round. */
export function rowsOf(round: number, at: number): readonly object[] {
  const time = new Date(at).toISOString()
  return TOWNS.flatMap((area, town) => [
    { metric: 'grid.load', area, time, value: (round * 7 + town) % 30 },
    { metric: 'hotline.calls', area, time, value: (round + town) % 5 },
    { metric: 'grid.voltage', area, time, numerator: (round + town) % 90, denominator: 100 },
  ])
}
