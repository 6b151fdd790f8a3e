import type { AreaTree } from '#contract/catalogue.ts'
import type { MatterBook } from '../../matters/matter-book.ts'

const EMPTY: MatterBook = {
  revision: () => 0,
  open: () => [],
  find: async () => undefined,
  events: async () => [],
  onChange: () => () => undefined,
  refresh: async () => undefined,
  close: async () => undefined,
}

/** A city where nothing happens, for those who test or measure its figures. */
export function noMatters(tree: AreaTree) {
  return { book: EMPTY, lives: {}, tree }
}
