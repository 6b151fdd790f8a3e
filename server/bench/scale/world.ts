/**
 * The city around the server in a process of its own, `world.ts URL SOURCE-TOKEN READER-TOKEN TOWNS METRICS`: its sources send
 * at their own pace whether they are answered or not, and its screens follow.
 */
import { Agent, request } from 'node:http'
import type { Patch } from '#contract/live.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { benchMetrics } from '../bench-city.ts'
import type { FromWorld, Load, ToWorld } from './messages.ts'
import { CITY_AREA, townCode } from './scaled-city.ts'
import { openScreen } from './screen.ts'

/** Requests begun in a second: departments that send many rows at a time, each at its own instant. */
const REQUESTS_A_SECOND = 10
/** A desk follows so many figures of the city, and as many of its own town. */
const FIGURES_OF_SCREEN = 60
/** Series of the one screen that is told every figure. */
const MOST_WATCHED = 500
/** What the door answers while more is sent than it can take in: these sources have newer figures to tell by then. */
const BUSY = 503
/** As many handshakes at a time as no server minds. */
const AT_ONCE = 50

const [url = '', sourceToken = '', token = '', ...size] = process.argv.slice(2)
const [towns, metrics] = size.map(Number) as [number, number]
const { port } = new URL(url)
const described = benchMetrics(metrics)
const agent = new Agent({ keepAlive: true, maxSockets: 256 })

const screens: (() => void)[] = []
const NOTHING = { rows: 0, refused: 0, patches: 0, bytes: 0 }
let seen = { lags: [] as number[], ...NOTHING }
let waiting = 0
let perMinute = 0
/** The next figure to be told: all towns of a metric, then those of the next. */
let turn = 0
let owed = 0

const onPatch = (bytes: number) => {
  seen.patches += 1
  seen.bytes += bytes
}

await openScreen(0, {
  ...{ port, token, onPatch: () => undefined, onText: noteLags },
  subscribe: { series: watched(), mode: 'every' },
})
const sending = setInterval(sendTurn, 1_000 / REQUESTS_A_SECOND)

process.on('message', async (message: ToWorld) => {
  switch (message.kind) {
    case 'load':
      await carry(message.load)
      tell({ kind: 'steady' })
      break
    case 'begin':
      seen = { lags: [], ...NOTHING }
      break
    case 'end':
      tell({ kind: 'seen', ...seen, waiting })
  }
})
process.on('disconnect', () => {
  clearInterval(sending)
  process.exit()
})

function tell(message: FromWorld): void {
  process.send?.(message)
}

async function carry(load: Load): Promise<void> {
  perMinute = load.perMinute
  for (const close of screens.splice(load.screens)) close()
  while (screens.length < load.screens) {
    const from = screens.length
    const count = Math.min(AT_ONCE, load.screens - from)
    const opened = Array.from({ length: count }, (_, index) => {
      const area = townCode((from + index) % towns)
      const series = evenly(FIGURES_OF_SCREEN).flatMap(({ id }) => [CITY_AREA, area].map((code) => ({ metric: id, area: code })))
      return openScreen(from + index, { port, token, onPatch, subscribe: { series, mode: 'latest', encoding: 'binary' } })
    })
    screens.push(...(await Promise.all(opened)))
  }
}

/** Every figure of as many towns as one view may have; where there are too many, some of one town, evenly. */
function watched() {
  const figures = evenly(Math.min(metrics, MOST_WATCHED))
  const followed = Math.min(towns, Math.floor(MOST_WATCHED / figures.length))
  return figures.flatMap(({ id }) => Array.from({ length: followed }, (_, town) => ({ metric: id, area: townCode(town) })))
}

/** So many metrics, as far from each other as can be: sources tell of one after the other, and some are told of at any instant. */
function evenly(count: number): readonly Metric[] {
  return Array.from({ length: count }, (_, place) => described[Math.floor((place * metrics) / count)] as Metric)
}

function noteLags(text: string): void {
  const now = Date.now()
  const [, patch] = JSON.parse(text.slice(text.indexOf('['))) as [string, Patch<Point[]>]
  for (const { observedAt } of patch.points) if (observedAt !== null) seen.lags.push(now - observedAt)
}

function sendTurn(): void {
  owed += (towns * metrics * perMinute) / 60 / REQUESTS_A_SECOND
  const count = Math.floor(owed)
  owed -= count
  if (count === 0) return
  const time = new Date().toISOString()
  const lines: string[] = []
  for (let row = 0; row < count; row++) {
    const about = described[Math.floor(turn / towns) % metrics]
    const value = turn % 997
    const said = about?.rollUp.area === 'ratio' ? `"numerator":${value},"denominator":1000` : `"value":${value}`
    lines.push(`{"metric":"${about?.id}","area":"${townCode(turn % towns)}","time":"${time}",${said}}`)
    turn = (turn + 1) % (towns * metrics)
  }
  send(Buffer.from(lines.join('\n')), count)
}

function send(body: Buffer, count: number): void {
  const headers = { authorization: `Bearer ${sourceToken}`, 'content-type': 'application/x-ndjson', 'content-length': body.length }
  waiting += 1
  let isAnswered = false
  const sent = request({ host: '127.0.0.1', port, path: '/api/hub/observations', method: 'POST', agent, headers }, (response) => {
    const { statusCode } = response
    isAnswered = true
    if (statusCode !== 200 && statusCode !== BUSY) throw new Error(`the door answered ${statusCode}`)
    response.resume()
    response.on('end', () => {
      if (statusCode === BUSY) seen.refused += count
      else seen.rows += count
    })
  })
  sent.on('close', () => {
    waiting -= 1
  })
  // Whoever is refused is not read to the end, and the connection is closed while the rest is still being sent.
  sent.on('error', () => {
    if (!isAnswered) seen.refused += count
  })
  sent.end(body)
}
