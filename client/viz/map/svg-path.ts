import type { Line } from './lines.ts'
import type { Projector } from './project.ts'

/** Lines of places as the path of an SVG element, in pixels to a tenth. */
export function svgPath(lines: readonly Line[], project: Projector): string {
  return lines
    .map(
      (line) =>
        `M${line
          .map((at) =>
            project(at)
              .map((value) => value.toFixed(1))
              .join(' '),
          )
          .join('L')}`,
    )
    .join('')
}
