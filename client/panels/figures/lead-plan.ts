import type { TypeScale } from '../../state/display-profile.ts'
import { rowsThatFit } from '../rows.ts'

export interface LeadPlanInput {
  readonly height: number
  readonly head: number
  readonly text: TypeScale
  /** Figures in lines under the large one. */
  readonly others: number
  readonly minTarget: number
}

/** Heights of the parts of a panel that leads with a large figure, in CSS pixels. */
export interface LeadPlan {
  /** The line with the name of the large figure. */
  readonly caption: number
  readonly block: number
  readonly line: number
  readonly shown: number
  readonly hidden: number
}

/** Lines under the large figure, as multiples of their figures: as loose as there is room for, never tighter than the first. */
const LINE = { least: 1.1, most: 1.34 } as const
/** The block of the large figure, as multiples of it. */
const BLOCK = { least: 0.98, most: 1.5 } as const

/** Space goes to the lines first, then around the large figure; a line is left out only when the least of all does not fit. */
export function leadPlan({ height, head, text, others, minTarget }: LeadPlanInput): LeadPlan {
  const caption = Math.ceil(text.name * 1.4)
  const fixed = head + caption + text.lead * BLOCK.least
  const least = Math.max(text.table * LINE.least, minTarget)
  const more = text.small * 1.5
  const { shown, hidden } = rowsThatFit(others, height - fixed, least, more)
  const left = height - fixed - (hidden > 0 ? more : 0)
  const line = shown === 0 ? least : Math.floor(Math.max(least, Math.min(text.table * LINE.most, left / shown)))
  const block = Math.min(text.lead * BLOCK.most, text.lead * BLOCK.least + Math.max(0, left - shown * line))
  return { caption, block: Math.floor(block), line, shown, hidden }
}
