import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { MetricSchema } from '#contract/metric.ts'
import { checkCity } from './check-city.ts'
import { DASHBOARDS } from './city-folder.ts'
import { describeFinding } from './finding.ts'

const guides = join(DASHBOARDS, '..', 'docs', 'guides')

it('the city of docs/guides/add-a-city.md is in order as it stands', async () => {
  const guide = await readFile(join(guides, 'add-a-city.md'), 'utf8')
  const files = [...guide.matchAll(/^`([\w/-]+\.json)`:[\s\S]*?^```json\n([\s\S]*?)^```/gm)].map(([, file, text]) => ({
    file,
    text,
  }))
  expect(files.map(({ file }) => file)).toEqual(['city.json', 'areas.json', 'metrics/traffic.json'])
  const folder = await mkdtemp(join(tmpdir(), 'guide-'))
  try {
    for (const { file, text } of files as { file: string; text: string }[]) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
    const { findings, metrics } = await checkCity(folder)
    expect(findings.map(describeFinding)).toEqual([])
    expect(metrics).toBe(2)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('docs/guides/add-a-metric.md explains every field of a metric and no other', async () => {
  const guide = await readFile(join(guides, 'add-a-metric.md'), 'utf8')
  const table = [...guide.matchAll(/^ {3}\|.*\|$/gm)].map(([line]) => line).join('\n')
  const named = new Set([...table.matchAll(/`(\w+)`/g)].map(([, word]) => word))
  expect(Object.keys(MetricSchema.properties).filter((field) => !named.has(field))).toEqual([])
  const firstCells = [...guide.matchAll(/^ {3}\| (`[^|]*) \|/gm)].flatMap(([, cell]) => [...(cell as string).matchAll(/`(\w+)`/g)])
  expect(firstCells.map(([, field]) => field).filter((field) => !((field as string) in MetricSchema.properties))).toEqual([])
})
