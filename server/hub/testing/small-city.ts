import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Metric } from '#contract/metric.ts'

/** A metric with everything a test is not about filled in. */
export function metric(id: string, fields: Partial<Metric> = {}): Metric {
  return {
    id,
    names: { zh: id, en: id },
    unit: { zh: '个', en: 'items' },
    domain: 'test',
    department: 'test',
    level: 'town',
    rollUp: { area: 'sum', time: 'sum' },
    kind: 'counter',
    period: 'PT1M',
    decimals: 0,
    direction: 'none',
    range: [0, 1_000_000],
    audiences: ['government'],
    ...fields,
  }
}

/** An area with its code for a name. */
export function area(code: string, level: Area['level'], parent?: string, fields: Partial<Area> = {}): Area {
  return { code, level, names: { zh: code, en: code }, ...(parent !== undefined && { parent }), ...fields }
}

/** A city of two zones: one with towns a and b, one with town c. */
export const SMALL_AREAS: readonly Area[] = [
  area('city', 'city'),
  area('east', 'zone', 'city'),
  area('west', 'zone', 'city'),
  area('a', 'town', 'east'),
  area('b', 'town', 'east'),
  area('c', 'town', 'west'),
]

/** What `cityModel` needs of a catalogue. */
export function catalogue(
  metrics: readonly Metric[],
  areas: readonly Area[] = SMALL_AREAS,
  timeZone = 'Asia/Shanghai',
): Pick<Catalogue, 'areas' | 'metrics' | 'city'> {
  return {
    areas: [...areas],
    metrics: [...metrics],
    city: {
      id: 'small',
      names: { zh: '小城', en: 'Small City' },
      area: areas[0]?.code ?? 'city',
      timeZone,
      chapters: [],
      domains: [],
      departments: [],
      map: {},
      walls: [{ id: 'hall', names: { zh: '大厅', en: 'Hall' }, width: 1920, height: 1080, widthMetres: 4, distanceMetres: 8 }],
      home: 'overview',
    },
  }
}
