import type { OpenBlockFigure, OpenCatalogueFigure } from '#contract/open.ts'
import type { Telling } from './open-model.ts'

/** What every drawing of a figure is given. `told` is undefined until its block has been read. */
export interface FigureParts {
  readonly figure: OpenCatalogueFigure
  readonly told: OpenBlockFigure | undefined
  readonly telling: Telling
}
