import type { Weather } from '../weather.ts'

/** Colours of warnings, the gravest first. */
export const COLOURS = ['red', 'orange', 'yellow', 'blue'] as const
export type Colour = (typeof COLOURS)[number]

/** What the weather office warns of, by what the sky does. */
export interface Hazard {
  readonly id: 'rainstorm' | 'thunderstorm' | 'high-temperature'
  readonly names: { readonly zh: string; readonly en: string }
  /** Measured in the unit the limits are in. */
  measure(weather: Weather): number
  /** From which measure on each colour holds; not every hazard has all four. */
  readonly from: Readonly<Partial<Record<Colour, number>>>
  readonly unit: string
  readonly advice: { readonly zh: string; readonly en: string }
}

/** The limits of China’s signals for these hazards, as near as an hour’s weather tells them. */
export const HAZARDS: readonly Hazard[] = [
  {
    id: 'rainstorm',
    names: { zh: '暴雨', en: 'Rainstorm' },
    measure: ({ wet }) => wet,
    from: { red: 100, orange: 50, yellow: 30 },
    unit: 'mm/3h',
    advice: { zh: '避开低洼路段和地下空间，减少外出。', en: 'Avoid low roads and basements; go out less.' },
  },
  {
    id: 'thunderstorm',
    names: { zh: '雷雨大风', en: 'Thunderstorm gale' },
    measure: ({ gust }) => gust,
    from: { red: 32.7, orange: 24.5, yellow: 20.8, blue: 17.2 },
    unit: 'm/s',
    advice: {
      zh: '停止户外活动和高空作业，远离广告牌和树木。',
      en: 'Stop outdoor activities and work at height; keep away from signs and trees.',
    },
  },
  {
    id: 'high-temperature',
    names: { zh: '高温', en: 'High temperature' },
    measure: ({ temperature }) => temperature,
    from: { red: 39, orange: 37, yellow: 35 },
    unit: '℃',
    advice: {
      zh: '减少午后户外活动，注意饮水，照看老人和儿童。',
      en: 'Stay inside in the afternoon, drink enough, look after the old and the young.',
    },
  },
]

/** The colour a measure asks for; undefined below all limits. */
export function colourFor({ from }: Pick<Hazard, 'from'>, measure: number): Colour | undefined {
  return COLOURS.find((colour) => measure >= (from[colour] ?? Number.POSITIVE_INFINITY))
}

/** The severity of CAP that goes with a colour. */
export const SEVERITY: Readonly<Record<Colour, string>> = { red: 'Extreme', orange: 'Severe', yellow: 'Moderate', blue: 'Minor' }

export const COLOUR_NAMES: Readonly<Record<Colour, { readonly zh: string; readonly en: string }>> = {
  red: { zh: '红色', en: 'red' },
  orange: { zh: '橙色', en: 'orange' },
  yellow: { zh: '黄色', en: 'yellow' },
  blue: { zh: '蓝色', en: 'blue' },
}
