/** The product's mark: 观澜 set vertically in the Song face inside a jade outline. `size` is its height in CSS pixels. */
export function Mark({ size }: { size: number }) {
  return (
    <svg className="mark" width={(size * 34) / 56} height={size} viewBox="0 0 34 56" role="img" aria-label="观澜 Guanlan">
      <rect x="1" y="1" width="32" height="54" rx="2" fill="none" stroke="var(--jade-3)" strokeWidth="1.4" />
      <g fontFamily="var(--font-mark)" fontWeight="600" fontSize="22" textAnchor="middle" fill="currentColor">
        <text x="17" y="25">
          观
        </text>
        <text x="17" y="47.5">
          澜
        </text>
      </g>
    </svg>
  )
}
