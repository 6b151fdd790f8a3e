import { useCity } from '../../state/hooks.ts'
import { type BoundFigure, boundFigures } from '../bound-figure.ts'
import type { PanelProps } from '../panel-props.ts'
import { FigureLead } from './lead.tsx'
import { FigureRows } from './rows.tsx'
import { FigureTiles } from './tiles.tsx'

/** What each arrangement of a `figures` panel is given. */
export interface FiguresProps extends PanelProps<'figures'> {
  readonly items: readonly BoundFigure[]
}

/** Rows of figures under a heading: one line each, the first one large, or a grid of tiles. */
export function FiguresPanel(props: PanelProps<'figures'>) {
  const items = boundFigures(props.panel.items, props.area, useCity())
  switch (props.panel.emphasis ?? 'rows') {
    case 'rows':
      return <FigureRows {...props} items={items} />
    case 'lead':
      return <FigureLead {...props} items={items} />
    case 'tiles':
      return <FigureTiles {...props} items={items} />
  }
}
