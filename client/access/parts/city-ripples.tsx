import { useMemo } from 'react'
import { useMeasuredBox } from '../../design/measured-box.ts'

/** Rings off the first one. */
const RINGS = 7
const CORNERS = 120

/** Rings widening on still water: the one ornament before the door. Drawn to the box it stands in, the same every time. */
export function CityRipples() {
  const [ref, box] = useMeasuredBox<HTMLDivElement>()
  const rings = useMemo(
    () => (box && Math.min(box.width, box.height) > 80 ? Array.from({ length: RINGS + 1 }, (_, order) => ring(order, box)) : []),
    [box],
  )
  return (
    <div ref={ref} className="door-water" aria-hidden="true">
      {box && (
        <svg width={box.width} height={box.height} aria-hidden="true">
          {rings.map((path, order) => (
            <path
              key={path}
              className={order === 0 ? 'water-edge' : 'water-ripple'}
              d={path}
              style={{ opacity: order === 0 ? 1 : 0.62 - 0.5 * (order / RINGS) }}
            />
          ))}
        </svg>
      )}
    </div>
  )
}

/** One ring. In a low, wide box the water lies to the right, so that the words at the left stand clear of it. */
function ring(order: number, { width, height }: { readonly width: number; readonly height: number }): string {
  const isLow = height < 420
  const reach = Math.min(width, height) * (isLow ? 0.2 : 0.15)
  const radius = reach * (1 + 0.15 * order + 0.02 * order * order)
  const [x0, y0] = [width * (isLow ? 0.84 : 0.54), height * (isLow ? 0.62 : 0.54)]
  const corners = Array.from({ length: CORNERS }, (_, index) => {
    const angle = (index / CORNERS) * 2 * Math.PI
    const bend = 1 + 0.09 * Math.sin(2 * angle + 0.6) + 0.05 * Math.sin(3 * angle - 1.1) + 0.025 * Math.sin(5 * angle)
    return `${(x0 + 1.35 * radius * bend * Math.cos(angle)).toFixed(1)} ${(y0 + radius * bend * Math.sin(angle)).toFixed(1)}`
  })
  return `M${corners.join('L')}Z`
}
