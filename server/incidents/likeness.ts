import type { Sameness } from '#contract/command-tables.ts'
import type { Lookalike, Site } from '#contract/incident.ts'

/** One report of something that happened, as far as sameness is judged. */
export interface Told {
  readonly class: string
  readonly subtype?: string
  readonly place: Site
  readonly text: string
  readonly at: number
  readonly channel?: string
  readonly key?: string
}

/** What an incident already knows of itself: where it is, and the reports it was told by, the newest last. */
export interface Known {
  readonly class: string
  readonly subtype?: string
  readonly place: Site
  readonly reports: readonly Pick<Told, 'text' | 'at' | 'channel' | 'key'>[]
}

export type Likeness = Pick<Lookalike, 'score' | 'because' | 'metres'>

/** How much each says, of 1. Place says most: two fires at one time are two fires, two reports from one spot are one. */
const WEIGHT = { place: 0.5, text: 0.25, class: 0.15, time: 0.1 } as const
const WORDS = Object.keys(WEIGHT) as (keyof typeof WEIGHT)[]

/** So many times further than `farMetres` nothing else can make two places one. */
const ELSEWHERE = 4

/** Texts of this many of the newest reports are compared: callers describe what has become of it. */
const TEXTS = 5

/**
 * How alike a report and an incident are, from 0 to 1: by place, words, class and time, each from 0 to 1 and weighed. A channel
 * that calls both by the same key settles it. Always 0 beyond the time in which reports are of one happening. Pure.
 */
export function likeness(told: Told, known: Known, { withinMinutes, nearMetres, farMetres }: Sameness): Likeness {
  const newest = known.reports.at(-1)
  const within = withinMinutes * 60_000
  const gap = Math.abs(told.at - (newest?.at ?? told.at))
  if (gap > within) return NOTHING
  const isSameKey = known.reports.some(({ channel, key }) => key !== undefined && key === told.key && channel === told.channel)
  if (isSameKey) return { score: 1, because: ['key'] }
  const metres = told.place.at && known.place.at && metresBetween(told.place.at, known.place.at)
  if (metres !== undefined && metres > ELSEWHERE * farMetres) return NOTHING
  const says = {
    place: metres === undefined ? withoutPositions(told.place, known.place) : nearness(metres, nearMetres, farMetres),
    text: Math.max(0, ...known.reports.slice(-TEXTS).map(({ text }) => textLikeness(told.text, text))),
    class: classLikeness(told, known),
    time: Math.min(1, 1.5 * (1 - gap / within)),
  }
  const score = Math.min(1, round(WORDS.reduce((sum, word) => sum + WEIGHT[word] * says[word], 0)))
  const because = WORDS.filter((word) => says[word] >= 0.5).sort((a, b) => WEIGHT[b] * says[b] - WEIGHT[a] * says[a])
  return { score, because, ...(metres !== undefined && { metres: Math.round(metres) }) }
}

const NOTHING: Likeness = { score: 0, because: [] }

/** What a likeness comes to: joined, asked about, or neither. */
export function verdictOn({ score }: Likeness, { join, ask }: Sameness): 'join' | 'ask' | 'apart' {
  if (score >= join) return 'join'
  return score >= ask ? 'ask' : 'apart'
}

function nearness(metres: number, near: number, far: number): number {
  if (metres <= near) return 1
  return metres >= far ? 0 : (far - metres) / (far - near)
}

/** Without a position on both sides the same area is a hint, and the same words for the place are a better one. */
function withoutPositions(told: Site, known: Site): number {
  if (told.area !== known.area) return 0
  if (told.text === undefined || known.text === undefined) return 0.4
  return 0.4 + 0.6 * textLikeness(told.text, known.text)
}

/** A subtype not known yet speaks neither for nor against. */
function classLikeness(told: Told, known: Known): number {
  if (told.class !== known.class) return 0
  return told.subtype === undefined || known.subtype === undefined || told.subtype === known.subtype ? 1 : 0
}

/**
 * How alike two texts are, from 0 to 1: the share of the shorter one's pairs of characters that the other has too. Works for
 * Chinese without taking words apart; numbers, spaces and punctuation say nothing.
 */
export function textLikeness(one: string, other: string): number {
  const [few, many] = [pairsOf(one), pairsOf(other)].sort((a, b) => a.size - b.size) as [Set<string>, Set<string>]
  if (few.size === 0) return 0
  return [...few].filter((pair) => many.has(pair)).length / few.size
}

function pairsOf(text: string): Set<string> {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}]/gu, ''),
  ]
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))
}

const EARTH_METRES = 6_371_008.8

/** Great-circle distance of two positions in metres. */
export function metresBetween([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const rad = Math.PI / 180
  const [dLat, dLon] = [(latB - latA) * rad, (lonB - lonA) * rad]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
