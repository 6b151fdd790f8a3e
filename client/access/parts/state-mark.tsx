import type { ReactElement } from 'react'

/** Shapes of states in the consoles: each reads without its colour, and its word stands beside it. */
export const MARKS = ['good', 'part', 'bad', 'refused', 'outside', 'unknown', 'waiting'] as const
export type MarkKind = (typeof MARKS)[number]

const SHAPES: Record<MarkKind, ReactElement> = {
  good: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  part: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 1.8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" />
    </>
  ),
  bad: (
    <>
      <rect x="1.8" y="1.8" width="10.4" height="10.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="m4.6 4.6 4.8 4.8M9.4 4.6 4.6 9.4" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  refused: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M3.4 10.6 10.6 3.4" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  outside: <path d="M5 2H2v10h10V9M7.5 2H12v4.5M12 2 6.5 7.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  unknown: <rect x="2" y="2" width="10" height="10" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.1 2" />,
  waiting: <circle cx="7" cy="7" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

/** A state: its shape and its word. */
export function StateMark({ kind, children }: { kind: MarkKind; children: string }) {
  return (
    <span className={`state-mark state-${kind}`}>
      <svg className="glyph" viewBox="0 0 14 14" aria-hidden="true">
        {SHAPES[kind]}
      </svg>
      {children}
    </span>
  )
}
