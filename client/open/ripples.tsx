/** Rings off a point at the right of the head, drawn as an atlas draws a coast: the one ornament of the page. */
export function Ripples() {
  return (
    <svg className="open-ripples" viewBox="0 0 400 160" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((order) => (
        <path key={order} d={ring(order)} style={{ opacity: 0.42 - 0.075 * order }} />
      ))}
    </svg>
  )
}

const CORNERS = 72

function ring(order: number): string {
  const reach = 34 + 15 * order + 2.2 * order * order
  const corners = Array.from({ length: CORNERS }, (_, index) => {
    const angle = (index / CORNERS) * 2 * Math.PI
    const bend = 1 + 0.1 * Math.sin(2 * angle + 0.7) + 0.06 * Math.sin(3 * angle - 0.9) + 0.03 * Math.sin(5 * angle + 0.3)
    return `${(330 + 1.5 * reach * bend * Math.cos(angle)).toFixed(1)} ${(70 + reach * bend * Math.sin(angle)).toFixed(1)}`
  })
  return `M${corners.join('L')}Z`
}
