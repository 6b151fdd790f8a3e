/** How much of a span is left, as a ring that empties clockwise; the words beside it say the same. */
export function CountdownRing({ share }: { share: number }) {
  const left = Math.min(1, Math.max(0, share))
  const around = 2 * Math.PI * 8
  return (
    <svg className="countdown" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" fill="none" stroke="var(--ink-4)" strokeWidth="2.4" />
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        stroke="var(--jade-2)"
        strokeWidth="2.4"
        strokeDasharray={`${around * left} ${around}`}
        transform="rotate(-90 10 10)"
      />
    </svg>
  )
}
