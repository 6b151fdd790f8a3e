import type { ReactNode } from 'react'
import type { Level } from '#contract/incident.ts'
import type { WarningColour } from '#contract/warning.ts'
import { LevelMark } from './level-mark.tsx'
import './warning-mark.css'

/** The stair and colour in which each colour of a warning is drawn: the gravest has all four steps. */
const DRAWN: Record<WarningColour, Level> = { red: 'I', orange: 'II', yellow: 'III', blue: 'IV' }

/** The colour of a warning with its stair and its words, so that it reads without colour; an outline, as what is issued. */
export function WarningMark({ colour, children }: { readonly colour: WarningColour | undefined; readonly children: ReactNode }) {
  if (colour === undefined) return <span className="warning-plain">{children}</span>
  return <LevelMark level={DRAWN[colour]}>{children}</LevelMark>
}

/** The token a colour of a warning is drawn in. */
export const WARNING_TOKEN: Record<WarningColour, string> = {
  red: 'var(--level-1)',
  orange: 'var(--level-2)',
  yellow: 'var(--level-3)',
  blue: 'var(--level-4)',
}
