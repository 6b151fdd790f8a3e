import type { Catalogue } from '#contract/catalogue.ts'
import type { FeedFault, FromDrillFeed, ToDrillFeed } from '#contract/drill-feed.ts'
import type { ObservationRow, Rejection } from '#contract/observation.ts'
import { Door, type FigureBatch } from './door.ts'
import { readFacts } from './facts.ts'
import { inBatches } from './past.ts'
import { readProfiles } from './profile.ts'
import { openingRows } from './rows.ts'
import { readScenario, scenarioOverlay, silencedFeeds } from './scenario.ts'
import { Schedule } from './schedule.ts'
import { type Simulator, simulateCity } from './simulator.ts'

type Opening = Extract<ToDrillFeed, { kind: 'open' }>
type Told = Extract<FromDrillFeed, { kind: 'told' }>

/** Rows of a feed that is out of order come this much later, ms. */
const LATE_MS = 20 * 60_000
/** So often says a feed with that fault each row. */
const TIMES = 3
const YEAR_MS = 366 * 86_400_000

interface Fault {
  readonly fault: FeedFault
  readonly prefix: string
  readonly until: number
}

/** What the sources of a drill say as its time passes: the city moved by the drill's script, told at each metric's own pace. */
export class DrillFigures {
  readonly #city: Simulator
  readonly #opening: Opening
  readonly #door: Door
  readonly #schedule: Schedule
  readonly #faults: Fault[] = []
  readonly #late: { readonly at: number; readonly batch: FigureBatch }[] = []

  constructor(catalogue: Catalogue, opening: Opening, signal: AbortSignal) {
    const scenario = readScenario(opening.drill)
    const clock = { startedAt: opening.at, speed: 1 }
    const overlay = scenarioOverlay(scenario, clock)
    const city = simulateCity({ catalogue, facts: readFacts(), profiles: readProfiles(), seed: 1, overlay })
    const { figures } = opening
    const isTold = (metric: string) => figures === 'all' || overlay.touches(metric) || figures.includes(metric)
    let at = opening.at
    this.#city = { ...city, metrics: city.metrics.filter(({ metric }) => isTold(metric.id)) }
    this.#opening = opening
    this.#door = new Door({ url: opening.url, tokens: new Map(Object.entries(opening.tokens)), log: () => undefined, signal })
    this.#schedule = new Schedule(this.#city, opening.at, {
      isSilent: ({ metric }) => silencedFeeds(scenario, clock, at).some((feed) => metric.id.startsWith(feed)),
      haste: () => 1,
    })
    this.#hear = (now) => {
      at = now
    }
  }

  /** Says the time to whoever judges silence. */
  readonly #hear: (now: number) => void

  /** Says every figure once. Returns how many. */
  async open(): Promise<number> {
    const { at } = this.#opening
    const today = this.#city.calendar.start('P1D', at)
    let count = 0
    for (const metric of this.#city.metrics)
      for (const batch of inBatches(metric, openingRows(this.#city, metric, at, today))) {
        count += batch.rows.length
        await this.#door.deliver(batch)
      }
    return count
  }

  fail(fault: Fault): void {
    this.#faults.push(fault)
  }

  /** Tells what is due by `at`, and waits until the door has it. */
  async tell(at: number): Promise<Told> {
    this.#hear(at)
    const due = [...this.#schedule.take(at)].map(([department, rows]): FigureBatch => ({ department, rows }))
    const clean: Told['clean'][number][] = []
    const batches: FigureBatch[] = []
    let bad = 0
    for (const { department, rows } of due) {
      const good: ObservationRow[] = []
      for (const row of rows) {
        const fault = this.#faults.find(({ prefix, until }) => row.metric.startsWith(prefix) && at <= until)?.fault
        if (fault !== undefined && 'value' in row && row.value !== undefined)
          clean.push({ metric: row.metric, area: row.area, at: Date.parse(row.time), value: row.value })
        if (fault === 'bad-values') {
          const rows = badRows(row, at)
          bad += rows.length
          batches.push({ department, rows })
        } else if (fault === 'duplicates-out-of-order') this.#disturb(department, row, at)
        else good.push(row)
      }
      if (good.length > 0) batches.push({ department, rows: good })
    }
    for (const late of this.#late.filter((one) => one.at <= at)) {
      this.#late.splice(this.#late.indexOf(late), 1)
      batches.push(late.batch)
    }
    return { kind: 'told', at, bad, clean, ...(await this.#deliver(batches)) }
  }

  /** Every other row comes late, and all of them come again and again. */
  #disturb(department: string, row: ObservationRow, at: number): void {
    const isLate = Math.floor(Date.parse(row.time) / 900_000) % 2 === 0
    const rows = Array.from({ length: TIMES }, () => row)
    this.#late.push({ at: isLate ? at + LATE_MS : at, batch: { department, rows } })
  }

  async #deliver(batches: readonly FigureBatch[]) {
    const rejected: Rejection[] = []
    let [rows, rejectedCount, duplicates] = [0, 0, 0]
    for (const batch of batches) {
      rows += batch.rows.length
      const answer = await this.#door.deliver(batch)
      rejected.push(...(answer?.rejected ?? []))
      rejectedCount += answer?.rejectedCount ?? 0
      duplicates += (answer as { readonly duplicates?: number } | undefined)?.duplicates ?? 0
    }
    return { rows, rejected: rejected.slice(0, 50), rejectedCount, duplicates }
  }
}

/** What a broken feed says in place of a row: nothing of it may be believed. */
function badRows({ metric, area, time }: ObservationRow, at: number): ObservationRow[] {
  const values: readonly unknown[] = [-3, 99_999_999, 'NaN', null, '1e999']
  const impossible = values.map((value) => ({ metric, area, time, value }))
  return [...impossible, { metric, area, time: new Date(at + YEAR_MS).toISOString(), value: 1 }] as unknown as ObservationRow[]
}
