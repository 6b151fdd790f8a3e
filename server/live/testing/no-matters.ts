import type { AreaTree } from '#contract/catalogue.ts'
import type { MatterKind } from '#contract/matter.ts'
import type { AnyLife } from '../../matters/life.ts'
import type { MatterBook } from '../../matters/matter-book.ts'
import type { Lives } from '../../matters/sight.ts'

const EMPTY: MatterBook = {
  revision: () => 0,
  open: () => [],
  find: async () => undefined,
  events: async () => [],
  onChange: () => () => undefined,
  refresh: async () => undefined,
  close: async () => undefined,
}

const nobody = () => {
  throw new Error('nothing happens here')
}
const NO_LIFE = (kind: MatterKind): AnyLife => ({ kind, evolve: nobody, standing: nobody, inRoom: nobody })
const LIVES: Lives = {
  alarm: NO_LIFE('alarm'),
  warning: NO_LIFE('warning'),
  incident: NO_LIFE('incident'),
  order: NO_LIFE('order'),
  case: NO_LIFE('case'),
}

/** A city where nothing happens, for those who test or measure its figures. */
export function noMatters(tree: AreaTree) {
  return { book: EMPTY, lives: LIVES, tree }
}
