import { beforeAll, describe, expect, it } from 'vitest'
import { type Metric, sensitivityOf } from '#contract/metric.ts'
import { OPEN_AUDIENCES, type OpenAudience } from '#contract/open.ts'
import { cityNames } from '../city/city-folder.ts'
import { type LoadedCity, loadCity } from '../city/load-city.ts'
import { cityModel } from '../hub/city-model.ts'
import { buildHub } from '../hub/hub.ts'
import { memoryStore } from '../record/memory-store.ts'
import { Publisher } from './publisher.ts'
import { memoryOpenStore } from './testing/memory-open-store.ts'

/** 2026-09-08 10:00:00 in Shanghai. */
const TEN = Date.parse('2026-09-08T10:00:00+08:00')
const CITIES = (await Promise.all(cityNames().map((name) => loadCity(name)))).filter(({ open }) => open !== undefined)

describe.each(CITIES.map((city) => [city.catalogue.city.id, city] as const))('everything %s publishes', (_, city) => {
  /** Every payload of an audience: catalogue, blocks as JSON and as tables. */
  const payloads = new Map<OpenAudience, string>()
  const metrics = new Map(city.catalogue.metrics.map((metric) => [metric.id, metric]))

  beforeAll(async () => {
    for (const [audience, text] of await publishedBy(city)) payloads.set(audience, text)
  })

  it.each(OPEN_AUDIENCES)(
    'to the audience %s names no metric that its list and the metric itself do not both open to it',
    (audience) => {
      const listed = new Set(city.open?.scenes.filter((scene) => scene.audience === audience).flatMap(({ figures }) => figures))
      const isOpen = ({ id, ...metric }: Metric) =>
        listed.has(id) && metric.audiences.includes(audience) && sensitivityOf({ ...metric }) === 'open'
      const text = payloads.get(audience) as string
      for (const metric of metrics.values())
        expect([metric.id, new RegExp(`[",]${metric.id.replaceAll('.', '\\.')}[",]`).test(text)]).toEqual([
          metric.id,
          isOpen(metric),
        ])
    },
  )

  it.each(OPEN_AUDIENCES)('to the audience %s holds no field about a person, an account or the house', (audience) => {
    const names = new Set([...(payloads.get(audience) as string).matchAll(/"([a-zA-Z]+)":/g)].map(([, name]) => name))
    const known = new Set(
      'version hub audience city names zh en timeZone area refreshMs blockMs licence terms areas code level parent short departments id figures metric unit decimals department meaning topic bands below word depth step form promiseMs threshold scenes about scene at window closed previous observedAt freshness coverage reported expected cells value protected curve'.split(
        ' ',
      ),
    )
    expect([...names].filter((name) => !known.has(name as string))).toEqual([])
  })

  it.each(OPEN_AUDIENCES)(
    'to the audience %s holds nothing that looks like a telephone, an identity number, an address or a token',
    (audience) => {
      const text = (payloads.get(audience) as string).replaceAll(/"promiseMs":\d+/g, '')
      // A span of half a year in ms has eleven digits, as a mobile number has.
      const found = [
        /(?<!\d)1[3-9]\d{9}(?!\d)/g,
        /(?<!\d)\d{17}[\dXx](?!\d)/g,
        /[\w.]+@[\w.]+\.\w+/g,
        /(?<!\d)\d{1,3}(\.\d{1,3}){3}(?!\d)/g,
      ]
      expect(found.flatMap((pattern) => text.match(pattern) ?? [])).toEqual([])
    },
  )

  it('protects every sum that does not say why it counts nobody', () => {
    for (const { metric, protect, because } of city.open?.figures ?? [])
      if (metrics.get(metric)?.rollUp.area === 'sum' && protect === false)
        expect([metric, (because ?? '').length > 20]).toEqual([metric, true])
  })

  it('tells what every figure means, in both languages, in a sentence', () => {
    for (const { metric, meaning } of city.open?.figures ?? [])
      expect([metric, meaning.zh.endsWith('。'), meaning.en.endsWith('.')]).toEqual([metric, true, true])
  })
})

/** Publishes a city of which every reporting area said something of every metric. */
async function publishedBy({ catalogue, open }: LoadedCity): Promise<ReadonlyMap<OpenAudience, string>> {
  const store = memoryStore()
  const source = await store.addSource('all', '00')
  const model = cityModel(catalogue)
  const hub = await buildHub({ model, store, clock: () => TEN })
  const rows = catalogue.metrics.flatMap((metric) =>
    [...model.metricAreas(metric.id).reports].map((area) => {
      const divided = ['ratio', 'mean'].includes(metric.rollUp.area) || ['ratio', 'mean'].includes(metric.rollUp.time)
      const time = new Date(TEN - 60_000).toISOString()
      return {
        metric: metric.id,
        area,
        time,
        ...(divided ? { numerator: 40, denominator: 50 } : { value: metric.range[0] === 0 ? 1 : metric.range[0] }),
      }
    }),
  )
  await hub.ingest({ source, receivedAt: TEN, rows, firstIndex: 0 })
  await hub.idle()
  if (!open) throw new Error('the city publishes nothing')
  const publisher = new Publisher({
    catalogue,
    open,
    hub,
    store: memoryOpenStore(),
    now: () => TEN,
    random: (bytes) => Buffer.alloc(bytes, 7),
  })
  await publisher.tick()
  await hub.stop()
  return new Map(
    OPEN_AUDIENCES.map((audience) => {
      const blocks = publisher.catalogues[audience].scenes.map(({ id }) => publisher.block(audience, id))
      const text = [
        JSON.stringify(publisher.catalogues[audience]),
        ...blocks.flatMap((block) => [String(block?.json.plain), String(block?.csv.plain)]),
      ]
      return [audience, text.join('\n')]
    }),
  )
}
