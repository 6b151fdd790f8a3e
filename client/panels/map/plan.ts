import type { TypeScale } from '../../state/display-profile.ts'
import type { Rect } from '../../viz/map/fit.ts'
import { CLASSES } from './breaks.ts'

export interface MapPlanInput {
  readonly width: number
  readonly height: number
  readonly text: TypeScale
  readonly stroke: number
  /** Width of the hero's digits in em; undefined where the panel has no hero. */
  readonly heroEm: number | undefined
}

/** What stands on the map and how large. Lengths in CSS pixels. */
export interface MapPlan {
  readonly hero: 'hero' | 'lead' | 'figure' | undefined
  /** The hero brings its change and trust strip; a small plate keeps those for hover, focus or tap. */
  readonly hasHeroLines: boolean
  /** Hero, legend and attribution stand side by side along the foot; otherwise one below the other. */
  readonly isWide: boolean
  readonly legendWidth: number
  /** Room for the trust strip below the legend. */
  readonly trustWidth: number
  /** Room between the city and the edge of the plate: its ripples. */
  readonly padding: number
  readonly names: number
  readonly figures: number
  /** Radius of the largest point. */
  readonly pointPx: number
  /** Figures are printed beside the names of the highest. */
  readonly hasFigures: boolean
  /** Names may stand away from their towns, on lines. */
  readonly allowsLeaders: boolean
}

const HERO_STEPS = ['hero', 'lead', 'figure'] as const

/** Decides what fits on the map: the largest hero that leaves the city two thirds of the plate. */
export function mapPlan({ width, height, text, stroke, heroEm }: MapPlanInput): MapPlan {
  const isWide = width >= text.small * 44
  const lines = isWide ? text.small * 3 : 0
  const hero =
    heroEm === undefined
      ? undefined
      : HERO_STEPS.find(
          (role) =>
            heroEm * text[role] < width * (isWide ? 0.36 : 0.3) &&
            text[role] * 1.15 + text.heading * 1.4 + lines < (isWide ? height * 0.34 : height * 0.28 - text.small * 2),
        )
  const trustWidth = isWide ? width * 0.3 : width
  const least = isWide ? text.small : Math.min(text.small, text.axis)
  const name = Math.max(least, Math.min(text.name, Math.round(Math.min(width / 44, height / 32))))
  return {
    hero,
    hasHeroLines: isWide,
    isWide,
    // The same for any number of classes, and before the first figure: the city does not move when its legend changes.
    legendWidth: Math.min(trustWidth, CLASSES * text.small * 3.2),
    trustWidth,
    padding: Math.max(14, Math.min(52 * stroke, Math.min(width, height) * 0.062)),
    names: name,
    figures: Math.max(text.axis, Math.round(name * 1.06)),
    pointPx: Math.min(15 * stroke, width * 0.017),
    hasFigures: width >= name * 30,
    allowsLeaders: width >= name * 24,
  }
}

/** True when the words stand where they stood: figures that grow by a digit must not move the city. */
export function isSamePlace(a: readonly Rect[], b: readonly Rect[], slack: number): boolean {
  return (
    a.length === b.length &&
    a.every((rect, index) => {
      const other = b[index] as Rect
      return (
        Math.abs(rect.x - other.x) <= slack &&
        Math.abs(rect.y - other.y) <= slack &&
        Math.abs(rect.width - other.width) <= slack &&
        Math.abs(rect.height - other.height) <= slack
      )
    })
  )
}
