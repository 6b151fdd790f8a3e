import type { AreaTree } from '#contract/catalogue.ts'
import type { MatterKind } from '#contract/matter.ts'
import type { AnyLife } from '../../matters/life.ts'
import type { MatterBook } from '../../matters/matter-book.ts'
import type { MatterCounts } from '../../matters/matter-counts.ts'
import type { Lives } from '../../matters/sight.ts'

const EMPTY: MatterBook = {
  revision: () => 0,
  open: () => [],
  find: async () => undefined,
  findAll: async () => [],
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
  decision: NO_LIFE('decision'),
  'shift-handover': NO_LIFE('shift-handover'),
  case: NO_LIFE('case'),
  reminder: NO_LIFE('reminder'),
}

const NONE = { count: 0, overdue: 0 }
/** Nothing is counted. */
export const NO_COUNTS: MatterCounts = {
  countsOf: async () => ({ at: 0, total: NONE, queues: [], areas: [], departments: [] }),
  onChange: () => () => undefined,
}

/** A city where nothing happens, for those who test or measure its figures. */
export function noMatters(tree: AreaTree) {
  return { book: EMPTY, lives: LIVES, tree, counts: NO_COUNTS }
}
