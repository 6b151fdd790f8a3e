/**
 * How fast the hub is on this machine, with the record in memory: rows per second through the gate alone, through gate and
 * roll-up for a live city and for years of history, and the time of a start. The baseline is the least that can be done with the
 * same rows: reading them as JSON.
 *
 *     npm run bench -- roll-up [--rounds 3] [--json] [--record]
 */
import { cityModel } from '../hub/city-model.ts'
import { Gate, isChecked } from '../hub/gate.ts'
import { buildHub } from '../hub/hub.ts'
import { metricPlans } from '../hub/metric-plan.ts'
import { catalogue, metric } from '../hub/testing/small-city.ts'
import { memoryStore } from '../record/memory-store.ts'
import { BENCH_AREAS, BENCH_ROLL_UPS, BENCH_TOWNS, benchMetrics } from './bench-city.ts'
import { alternate } from './result/alternate.ts'
import { benchOptions } from './result/bench-options.ts'
import { benchRow } from './result/bench-row.ts'
import { concludeBench, sayProgress } from './result/conclude-bench.ts'

/** Departments that send at the same time. */
const DOMAINS = 13
const MINUTE = 60_000
const YEAR = 365 * 86_400_000
const NOW = Date.parse('2026-09-08T10:00:00+08:00')

const metrics = benchMetrics()
const model = cityModel(catalogue(metrics, BENCH_AREAS))

const options = benchOptions({ rounds: 3 })
const STAGES = { parse, gate: gateOnly, live, history, start }
type Stage = keyof typeof STAGES
const measured = await alternate(Object.keys(STAGES) as Stage[], options.settings.rounds, async (stage, round) => {
  sayProgress(`round ${round + 1} of ${options.settings.rounds}: ${stage}`)
  return (await STAGES[stage]()) as Readonly<Record<string, number>>
})
const values = (stage: Stage, name: string) => measured[stage].map((each) => each[name] as number)
const baseline = { name: 'parsed as JSON', values: values('parse', 'rowsPerSecond') }
const rate = (stage: Stage, measure: string) =>
  benchRow({ measure, unit: 'rows/s', values: values(stage, 'rowsPerSecond'), baseline })
const of = (stage: Stage, name: string, measure: string) => benchRow({ measure, unit: 'ms', values: values(stage, name) })
concludeBench('roll-up', options, {
  rows: [
    rate('gate', 'through the gate alone'),
    rate('live', 'a live city, minute by minute, through gate and roll-up'),
    rate('history', 'ten years of days, each row in a window of its own'),
    of('history', 'longestTurnMs', 'longest turn while history comes in'),
    of('start', 'startMs', `start on a record of ${(375 * BENCH_AREAS.length).toLocaleString('en')} series`),
    of('start', 'firstTickMs', 'first tick after it'),
    of('start', 'quietTickMs', 'a tick at which nothing changes'),
  ],
  notes: ['The record is in memory: what PostgreSQL and the door cost is in `ingest`.'],
})

function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** What every town says of every metric in the minute that begins at `at`. */
function minuteRows(at: number): unknown[] {
  const time = new Date(at + 5000).toISOString()
  return metrics.flatMap((about, m) =>
    BENCH_TOWNS.map((code, t) => {
      const figure = (m * 31 + t * 7 + at / MINUTE) % 1000
      const said = about.rollUp.area === 'ratio' ? { numerator: figure, denominator: 1000 } : { value: figure }
      return { metric: about.id, area: code, time, ...said }
    }),
  )
}

async function parse() {
  const lines = Array.from({ length: 20 }, (_, minute) => JSON.stringify(minuteRows(NOW + minute * MINUTE)))
  const began = performance.now()
  let rows = 0
  for (const line of lines) rows += (JSON.parse(line) as unknown[]).length
  return perSecond(rows, began)
}

async function gateOnly() {
  const plans = metricPlans(model)
  const gate = new Gate(plans, (code) => model.tree.byCode.has(code))
  const batches = Array.from({ length: 20 }, (_, minute) => minuteRows(NOW + minute * MINUTE))
  const began = performance.now()
  let passed = 0
  for (const batch of batches) for (const row of batch) if (isChecked(gate.check(row, NOW + 20 * MINUTE))) passed += 1
  return perSecond(passed, began)
}

/** A live city: every minute each town's figures of one department come in one request. */
async function live() {
  let now = NOW
  const hub = await buildHub({ model, store: memoryStore(), clock: () => now, rest })
  const batches = Array.from({ length: 40 }, (_, minute) => minuteRows(NOW + minute * MINUTE))
  let rows = 0
  const began = performance.now()
  for (const batch of batches) {
    const size = Math.ceil(batch.length / DOMAINS)
    const parts = Array.from({ length: DOMAINS }, (_, domain) => batch.slice(domain * size, (domain + 1) * size))
    rows += batch.length
    await Promise.all(
      parts.map((part, domain) =>
        hub.ingest({ source: { id: domain + 1, name: 'd' }, receivedAt: now, rows: part, firstIndex: 0 }),
      ),
    )
    await hub.tick()
    now += MINUTE
  }
  await hub.idle()
  return perSecond(rows, began)
}

/** Ten years of days, every row in a window of its own that the record is asked for, in requests of 2,000 rows. */
async function history() {
  const daily = [metric('pop.daily', { period: 'P1D', kind: 'gauge', rollUp: { area: 'sum', time: 'last' } })]
  const store = memoryStore()
  const hub = await buildHub({ model: cityModel(catalogue(daily, BENCH_AREAS)), store, clock: () => NOW, rest })
  const rows: unknown[] = []
  for (const code of BENCH_TOWNS) {
    for (let day = 0; day < 3650; day++) {
      const time = new Date(NOW - 10 * YEAR + day * 86_400_000).toISOString()
      rows.push({ metric: 'pop.daily', area: code, time, value: day % 1000 })
    }
  }
  const began = performance.now()
  let longestTurn = 0
  let last = performance.now()
  const pulse = setInterval(() => {
    longestTurn = Math.max(longestTurn, performance.now() - last)
    last = performance.now()
  }, 5)
  for (let from = 0; from < rows.length; from += 2000) {
    const part = rows.slice(from, from + 2000)
    await hub.ingest({ source: { id: 1, name: 'history' }, receivedAt: NOW, rows: part, firstIndex: from })
  }
  await hub.idle()
  clearInterval(pulse)
  return { ...perSecond(rows.length, began), longestTurnMs: Math.round(longestTurn) }
}

/** A start on a record of 15,000 series with half an hour of minutes each. */
async function start() {
  const many = Array.from({ length: 375 }, (_, index) => {
    const isCounter = index % 8 === 0
    const rollUp = BENCH_ROLL_UPS[isCounter ? 0 : 1 + (index % 4)] as (typeof BENCH_ROLL_UPS)[number]
    return metric(`d.m${index}`, { rollUp, ...(isCounter ? { headline: 'P1D' as const } : { kind: 'gauge' as const }) })
  })
  const store = memoryStore()
  const full = cityModel(catalogue(many, BENCH_AREAS))
  for (let minute = 0; minute < 30; minute++) {
    const windowStart = NOW - (30 - minute) * MINUTE
    const points = many.flatMap(({ id }) =>
      BENCH_AREAS.map(({ code }) => {
        const expected = full.metricAreas(id).expected(code)
        const at = windowStart + 1
        return {
          metric: id,
          area: code,
          windowStart,
          numerator: minute,
          denominator: 1,
          observedAt: at,
          reported: expected,
          expected,
        }
      }),
    )
    await store.commitRevision({ at: windowStart, mark: store.newMark(), points, events: [], rolledBatches: [] })
  }
  const began = performance.now()
  const hub = await buildHub({ model: full, store, clock: () => NOW })
  const startMs = Math.round(performance.now() - began)
  const ticked = performance.now()
  await hub.tick()
  const firstTickMs = Math.round(performance.now() - ticked)
  const quiet = performance.now()
  for (let count = 0; count < 1000; count++) await hub.tick()
  const quietTickMs = Number(((performance.now() - quiet) / 1000).toFixed(3))
  return { startMs, firstTickMs, quietTickMs }
}

function perSecond(rows: number, began: number) {
  const seconds = (performance.now() - began) / 1000
  return { rowsPerSecond: Math.round(rows / seconds) }
}
