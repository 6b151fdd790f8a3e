/** A clock that goes backwards: of looking back, and of nothing else. */
export function PastGlyph() {
  return (
    <svg className="past-glyph" viewBox="0 0 18 18" aria-hidden="true">
      <path d="M3.6 5.6A6.6 6.6 0 1 1 2.400 9.400" fill="none" stroke="currentColor" strokeWidth="1.700" />
      <path d="M3.200 2.200v3.900h3.900" fill="none" stroke="currentColor" strokeWidth="1.700" />
      <path d="M9 5.400V9.300l2.600 1.700" fill="none" stroke="currentColor" strokeWidth="1.700" />
    </svg>
  )
}
