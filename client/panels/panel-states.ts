import type { Names } from '#contract/names.ts'
import type { PanelOf, PanelType } from '#contract/scene.ts'
import type { GlyphKind } from '../design/glyph.tsx'
import type { Format } from '../i18n/format.ts'
import type { Translate } from '../i18n/translate.ts'

/** Conditions every panel is looked at in. Each panel lists all of them; one it cannot be in says why. */
export const CONDITIONS = [
  'live',
  'late',
  'silent',
  'partial',
  'empty',
  'fault',
  'not-live',
  'beyond',
  'too-long',
  'first-seconds',
  'pseudo',
] as const
export type Condition = (typeof CONDITIONS)[number]

/**
 * What the departments of the gallery's city have said by the moment of a state. Ages are counted in promises of each
 * metric: up to 1 is live, up to 3 late, beyond that silent.
 */
export interface Told {
  /** Age of the newest observation in promises; `never`: nothing was ever observed. 0.2 by default. */
  readonly age?: number | 'never'
  /** Towns of which nothing came since nine o'clock, and which have no figure now. None by default. */
  readonly missing?: number
  /** Figures that have a limit stand beyond it. */
  readonly beyond?: 'warning' | 'critical'
  /** What people have made of the alarms. */
  readonly answered?: 'acknowledged' | 'shelved'
  /** Everything is zero, which is not nothing. */
  readonly zero?: boolean
  /** How many incidents are open; none by default. */
  readonly incidents?: number
  /** How many warnings are in force; none by default. */
  readonly warnings?: number
  /** What was said of single metrics instead, by id. */
  readonly of?: Readonly<Record<string, Omit<Told, 'of'>>>
}

/** What is needed to spell the words a state must show. */
export interface Spelling {
  readonly t: Translate
  readonly format: Format
  readonly name: (names: Names) => string
  /** Age of the panel's first figure in ms; undefined where there is none. */
  readonly ageMs: number | undefined
  /** Areas heard and expected for the panel's first figure. */
  readonly coverage: { readonly reported: number; readonly expected: number }
}

/** A state of a panel: what differs from the panel as the scene has it, and what a person must be able to read. */
export interface PanelState<Name extends PanelType> {
  readonly panel?: PanelOf<Name>
  /** Area the screen is drilled to; the city by default. */
  readonly area?: string
  readonly told?: Told
  /** Height where the panel is given less, or more, than it asks for: CSS pixels of a desk, larger as its text is larger. */
  readonly height?: number
  /** The shape that says the state without colour (`alarm`: the triangle); `none` for a panel that says it in words alone. */
  readonly glyph?: GlyphKind | 'alarm' | 'none'
  /** Words that say the state; those of the condition by default. */
  readonly says?: (spelling: Spelling) => readonly string[]
}

/** A condition that a panel cannot be in, and why. */
export interface CannotBe {
  readonly cannot: string
}

/**
 * Every state of a panel worth seeing: the panel as a scene would have it, each condition it can be in, and whatever more
 * it can look like. Metrics are those of the gallery's city. The gallery, the visual tests and the axe run read this list.
 */
export interface PanelStates<Name extends PanelType> {
  readonly panel: PanelOf<Name>
  readonly conditions: Readonly<Record<Condition, PanelState<Name> | CannotBe>>
  /** States of this panel type alone, by id. */
  readonly more?: Readonly<Record<string, PanelState<Name> & { readonly names: Names }>>
}
