import { useCity } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import type { OrderMatter } from '../state/orders.ts'
import { isToMe } from './is-to-me.ts'
import { useHolder, useOpenOrders } from './use-incidents.ts'

/** Open orders for the person at this screen, and how many there are for others. */
export function useMyOrders(): { readonly followed: Followed; readonly mine: readonly OrderMatter[]; readonly others: number } {
  const { followed, orders } = useOpenOrders()
  const { person } = useHolder()
  const city = useCity()
  if (person?.remit === undefined) return { followed, mine: [], others: orders.length }
  const me = { id: person.id, remit: person.remit }
  const mine = orders.filter(({ state }) => state.stage !== 'draft' && isToMe(me, state.to, city))
  return { followed, mine, others: orders.length - mine.length }
}
