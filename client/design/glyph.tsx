import type { ReactElement } from 'react'

/** What a glyph can say of a figure. `off` is for a screen that lost its line: nobody knows how fresh anything is. */
export type GlyphKind = 'live' | 'late' | 'silent' | 'partial' | 'empty' | 'fault' | 'off'

const SHAPES: Record<GlyphKind, ReactElement> = {
  live: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  late: (
    <>
      <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 1.8a5.2 5.2 0 0 0 0 10.4z" fill="currentColor" />
    </>
  ),
  silent: (
    <>
      <path d="M3.1 9.9A5 5 0 0 1 9.6 2.7M10.9 4.1A5 5 0 0 1 4.4 11.3" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M1.6 12.4 12.4 1.6" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  partial: (
    <path
      d="M8.2 2.0A5.1 5.1 0 1 1 2.5 4.6"
      transform="rotate(12 7 7)"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="butt"
    />
  ),
  empty: <rect x="2" y="2" width="10" height="10" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.1 2" />,
  fault: (
    <>
      <rect x="1.8" y="1.8" width="10.4" height="10.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
      <path d="m4.6 4.6 4.8 4.8M9.4 4.6 4.6 9.4" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  off: (
    <path d="M1 7h3.2M9.8 7H13M5.4 3.6 4.2 7l1.2 3.4M8.6 3.6 9.8 7l-1.2 3.4" fill="none" stroke="currentColor" strokeWidth="1.7" />
  ),
}

/** The shape of a state: filled dot, half disc, broken slashed ring, ring with a gap, crossed square, dashed square. */
export function Glyph({ kind }: { kind: GlyphKind }) {
  return (
    <svg className={`glyph glyph-${kind}`} viewBox="0 0 14 14" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  )
}

/** An alarm is not a level: a filled triangle is critical, an outlined one is a warning, both in text colour. */
export function AlarmGlyph({ critical }: { critical: boolean }) {
  return (
    <svg className="glyph alarm-glyph" viewBox="0 0 14 14" aria-hidden="true">
      <path
        d="M7 1.4 13 12.4H1z"
        fill={critical ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      {critical ? (
        <path d="M7 5v3.6M7 9.8v1.2" stroke="var(--ink-1)" strokeWidth="1.5" />
      ) : (
        <path d="M7 5.4v3.2M7 9.8v1.1" stroke="currentColor" strokeWidth="1.3" />
      )}
    </svg>
  )
}
