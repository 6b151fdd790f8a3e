import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Step } from '#contract/duration.ts'
import type { Metric } from '#contract/metric.ts'
import { memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import { catalogue, metric } from './testing/small-city.ts'

interface Example {
  readonly title: string
  readonly metric: Partial<Metric>
  readonly rows: readonly object[]
  readonly shows: readonly (Record<string, unknown> & { readonly area: string; readonly step: Step; readonly start: string })[]
}

/** A moment after all examples. */
const NOW = Date.parse('2026-09-08T10:55:00+08:00')

describe('docs/roll-up.md', () => {
  const examples = readExamples(readFileSync(new URL('../../docs/roll-up.md', import.meta.url), 'utf8'))

  it('has worked examples', () => {
    expect(examples.length).toBeGreaterThan(5)
  })

  for (const example of examples) {
    it(`computes as the program does: ${example.title}`, async () => {
      const about = metric('the.metric', { kind: 'gauge', ...example.metric })
      const hub = await buildHub({ model: cityModel(catalogue([about])), store: memoryStore(), clock: () => NOW })
      const rows = example.rows.map((row) => ({ metric: about.id, ...row }))
      const answer = await hub.ingest({ source: { id: 1, name: 'reader' }, receivedAt: NOW, rows, firstIndex: 0 })
      expect(answer.rejected).toEqual([])
      await hub.idle()
      for (const { area, step, start, ...shown } of example.shows) {
        const from = Date.parse(start)
        const [point] = await hub.history({ metric: about.id, area, step, from, to: from + 1 })
        expect({ ...point, ...point?.coverage }).toMatchObject({ area, step, ...shown })
        expect(point?.window?.[0]).toBe(from)
      }
    })
  }
})

/** Every JSON block of the page, under the heading it stands under. */
function readExamples(page: string): Example[] {
  return page
    .split(/^### /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      ...(JSON.parse(/```json\n([\s\S]*?)```/.exec(section)?.[1] ?? '') as Omit<Example, 'title'>),
    }))
}
