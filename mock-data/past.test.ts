import { describe, expect, it } from 'vitest'
import { type Known, pastBatches, ROWS_PER_BATCH } from './past.ts'
import { LARGE_CITY, simulate, TINY_CITY } from './testing/read-catalogue.ts'

const OPENED = Date.parse('2026-09-08T10:42:07+08:00')
const nothing: Known = { through: new Map(), hadYesterday: async () => false }

describe('the past the record lacks', () => {
  it('comes in requests of bounded length, today before yesterday, the future never', async () => {
    const city = simulate(LARGE_CITY, 1, ['biz', 'grid'])
    const today = city.calendar.start('P1D', OPENED)
    let yesterdayBegan = false
    let count = 0
    for await (const { rows } of pastBatches(city, OPENED, nothing, 'full')) {
      count += rows.length
      expect(rows.length).toBeLessThanOrEqual(ROWS_PER_BATCH)
      const times = rows.map(({ time }) => Date.parse(time))
      expect(Math.max(...times)).toBeLessThan(OPENED)
      const metric = city.metrics.find((known) => known.metric.id === rows[0]?.metric)
      if ((metric?.periodMs ?? 0) >= 86_400_000) continue
      const isYesterday = Math.max(...times) < today
      if (yesterdayBegan) expect(isYesterday).toBe(true)
      yesterdayBegan ||= isYesterday
    }
    expect(yesterdayBegan).toBe(true)
    expect(count).toBeGreaterThan(20_000)
  })

  it('is nothing at all for a record that has it', async () => {
    const city = simulate(TINY_CITY)
    const known: Known = {
      through: new Map(city.metrics.map(({ metric }) => [metric.id, OPENED + 86_400_000])),
      hadYesterday: async () => true,
    }
    expect(await gather(pastBatches(city, OPENED, known, 'full'))).toEqual([])
  })

  it('is the gap alone for a record that was away for an hour', async () => {
    const city = simulate(TINY_CITY)
    const since = OPENED - 3_600_000
    const known: Known = {
      through: new Map(
        city.metrics.map(({ metric, periodMs }) => [metric.id, periodMs >= 86_400_000 ? OPENED + 86_400_000 : since]),
      ),
      hadYesterday: async () => true,
    }
    const rows = (await gather(pastBatches(city, OPENED, known, 'full'))).flatMap((batch) => batch.rows)
    expect(rows.length).toBeGreaterThan(0)
    expect(Math.min(...rows.map(({ time }) => Date.parse(time)))).toBeGreaterThanOrEqual(since)
  })
})

async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}
