import type { EntityKind } from '#contract/entity-kind.ts'
import type { EntityBook } from '../entities/entity-book.ts'
import type { StockOf } from '../orders/stock.ts'
import { stockIn } from './unit-of.ts'

/** How much there is of things whose kind keeps a stock, as they stand now. */
export function stocksIn(entities: Pick<EntityBook, 'get'>, kinds: readonly EntityKind[]): StockOf {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]))
  return (resource) => {
    const known = entities.get(resource)?.entity
    const kind = known && byId.get(known.kind)
    return known && kind && stockIn(known, kind)
  }
}
