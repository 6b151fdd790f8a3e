import type { CapInfo } from '#contract/cap.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { Language, Names } from '#contract/names.ts'
import { WARNING_COLOURS, type Warning, type WarningColour, type WarningState } from '#contract/warning.ts'
import type { Followed } from './matters.ts'

/** What one warning says in a language: the sender’s own words, in the other language where this one is missing. */
export interface SaidWarning {
  readonly event: string
  readonly headline: string
  readonly description: string | undefined
  readonly instruction: string | undefined
  readonly sender: string
}

/**
 * The warnings of a watch that are in force at `now`, the gravest first; of the same colour, the one that began last. One whose
 * time is over is gone from the screen even while the line is down. Pure.
 */
export function warningsInForce(followed: Followed, now: number): readonly Warning[] {
  if (followed.kind !== 'following') return []
  return (followed.matters as readonly Warning[])
    .filter(({ isOpen, state }) => isOpen && state.untilAt > now)
    .sort((a, b) => rankOf(a.state.colour) - rankOf(b.state.colour) || b.state.fromAt - a.state.fromAt || (a.id < b.id ? -1 : 1))
}

/** Place in the ladder of colours, the gravest 0; one without a colour comes last. */
export function rankOf(colour: WarningColour | undefined): number {
  return colour === undefined ? WARNING_COLOURS.length : WARNING_COLOURS.indexOf(colour)
}

/** What a warning says in a language. Pure. */
export function saidWarning({ message }: Pick<WarningState, 'message'>, language: Language): SaidWarning {
  const isOf = ({ language: tag = 'en-US' }: CapInfo) => (language === 'zh') === /^zh/i.test(tag)
  const info = message.info.find(isOf) ?? message.info[0]
  return {
    event: info?.event ?? message.identifier,
    headline: info?.headline ?? info?.event ?? message.identifier,
    description: info?.description,
    instruction: info?.instruction,
    sender: info?.senderName ?? message.sender,
  }
}

/** Where a warning holds, short enough for a line: the whole city, one area, or the first of several with their number. */
export type WarnedPlace =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'whole'; readonly names: Names }
  | { readonly kind: 'areas'; readonly names: readonly Names[] }

/** Where a warning holds, by the areas of the city this screen knows. Pure. */
export function warnedPlace({ areas }: Pick<WarningState, 'areas'>, tree: AreaTree): WarnedPlace {
  if (areas.length === 0) return { kind: 'elsewhere' }
  // An area above this screen's own root holds all of it.
  const known = areas.flatMap((code) => tree.byCode.get(code) ?? [])
  if (known.length === 0 || known.some(({ code }) => code === tree.root.code)) return { kind: 'whole', names: tree.root.names }
  return { kind: 'areas', names: known.map(({ short, names }) => short ?? names) }
}

/** A circle on the ground: degrees east and north of its middle, and metres. */
export interface WarnedCircle {
  readonly centre: readonly [lon: number, lat: number]
  readonly radiusMetres: number
}

/** The circles a warning holds in, each once, however many languages and areas say it; of one smaller than a metre, none. Pure. */
export function warnedCircles({ message }: Pick<WarningState, 'message'>): readonly WarnedCircle[] {
  const all = message.info.flatMap(({ area }) => area.flatMap(({ circle }) => circle)).filter(({ radiusKm }) => radiusKm >= 0.001)
  const each = new Map(all.map(({ centre: [lat, lon], radiusKm }) => [`${lat} ${lon} ${radiusKm}`, { lat, lon, radiusKm }]))
  return [...each.values()].map(({ lat, lon, radiusKm }) => ({ centre: [lon, lat], radiusMetres: radiusKm * 1000 }))
}
