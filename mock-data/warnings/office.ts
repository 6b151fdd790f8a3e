import type { Weather } from '../weather.ts'
import { COLOURS, type Colour, colourFor, HAZARDS, type Hazard } from './hazards.ts'

/** A warning that is out: what it says, and the messages that said it. */
export interface Standing {
  readonly hazard: string
  readonly colour: Colour
  readonly areas: readonly string[]
  readonly untilAt: number
  /** `sender,identifier,sent` of every message, the first one first. */
  readonly references: readonly string[]
  /** Since when the sky asks for less than stands, epoch ms. */
  readonly easedAt?: number
}

/** What the office does next. */
export type Step =
  | { readonly kind: 'alert'; readonly hazard: Hazard; readonly colour: Colour; readonly areas: readonly string[] }
  | {
      readonly kind: 'update'
      readonly hazard: Hazard
      readonly colour: Colour
      readonly areas: readonly string[]
      readonly of: Standing
    }
  | { readonly kind: 'cancel'; readonly hazard: Hazard; readonly of: Standing }
  | { readonly kind: 'ease'; readonly of: Standing; readonly since: number | undefined }

/** Less is believed only when it has lasted this long, ms: a lull is no end. */
export const EASES_AFTER_MS = 30 * 60_000

/** A warning whose end comes this near is prolonged while the sky still asks for it, ms. */
export const PROLONGS_BEFORE_MS = 30 * 60_000

/**
 * What the weather office does now, by the weather of the parts of the city and the warnings that are out: it warns as soon as
 * a limit is passed, says more at once and less only after a while, and ends what is over. Pure.
 */
export function nextSteps(weather: ReadonlyMap<string, Weather>, out: ReadonlyMap<string, Standing>, now: number): readonly Step[] {
  return HAZARDS.flatMap((hazard): Step[] => {
    const asked = [...weather].flatMap(([area, at]) => {
      const colour = colourFor(hazard, hazard.measure(at))
      return colour ? [{ area, colour }] : []
    })
    const colour = COLOURS.find((one) => asked.some((each) => each.colour === one))
    const areas = asked.map(({ area }) => area).sort()
    const standing = out.get(hazard.id)
    const of = standing && standing.untilAt > now ? standing : undefined
    if (!of) return colour ? [{ kind: 'alert', hazard, colour, areas }] : []
    const isMore =
      colour !== undefined &&
      (COLOURS.indexOf(colour) < COLOURS.indexOf(of.colour) || areas.some((area) => !of.areas.includes(area)))
    if (isMore && colour) {
      const graver = COLOURS.indexOf(colour) < COLOURS.indexOf(of.colour) ? colour : of.colour
      return [{ kind: 'update', hazard, colour: graver, areas: [...new Set([...of.areas, ...areas])].sort(), of }]
    }
    const isLess = colour !== of.colour || areas.length < of.areas.length
    if (isLess) {
      if (of.easedAt === undefined) return [{ kind: 'ease', of, since: now }]
      if (now - of.easedAt < EASES_AFTER_MS) return []
      return colour ? [{ kind: 'update', hazard, colour, areas, of }] : [{ kind: 'cancel', hazard, of }]
    }
    if (of.untilAt - now < PROLONGS_BEFORE_MS) return [{ kind: 'update', hazard, colour: of.colour, areas: of.areas, of }]
    return of.easedAt === undefined ? [] : [{ kind: 'ease', of, since: undefined }]
  })
}
