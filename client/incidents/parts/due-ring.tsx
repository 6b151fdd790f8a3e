const RADIUS = 6

/** The ring of a clock of work: the share of its time that is left, 0…1. */
export function DueRing({ share }: { readonly share: number }) {
  return (
    <svg className="due-ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r={RADIUS} className="due-whole" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        className="due-rest"
        pathLength="1"
        strokeDasharray={`${share} 1`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  )
}
