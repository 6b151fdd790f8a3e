import type { ReactNode } from 'react'
import { LEVELS, type Level } from '#contract/incident.ts'
import './level-mark.css'

/** The stair of a level: Ⅳ one bar, Ⅰ four; it reads without colour. */
export function Stair({ level }: { level: Level }) {
  const bars = LEVELS.length - LEVELS.indexOf(level)
  return (
    <svg className="stair" viewBox="0 0 18 14" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4.6 + 0.4}
          y={10.6 - bar * 3.2}
          width="3.2"
          height={3 + bar * 3.2}
          fill="currentColor"
          opacity={bar < bars ? 1 : 0.24}
        />
      ))}
    </svg>
  )
}

/** A level with its stair and its words. Solid is in force (a response), an outline is judged or issued. */
export function LevelMark({ level, isSolid = false, children }: { level: Level; isSolid?: boolean; children: ReactNode }) {
  return (
    <span className={`level-mark level-${level}${isSolid ? ' is-solid' : ''}`}>
      <Stair level={level} />
      {children}
    </span>
  )
}
