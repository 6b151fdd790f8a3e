import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { DraftOrder } from '#contract/order.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'
import { isInCharge } from '../matters/in-reach.ts'

/**
 * Where an order is about: where it says, else where its incident is as far as its sender answers for that, else the area of
 * the sender. Nobody orders beyond the area they answer for, wherever their incident reaches. Pure. Throws Refusal
 * `series/unknown-area`, or `order/addressee-unknown` for somebody in an area beyond.
 */
export function orderArea(
  { place, to }: Pick<DraftOrder, 'place' | 'to'>,
  incident: string | undefined,
  subject: Subject,
  tree: AreaTree,
): string {
  const isTheirs = (area: string | undefined): area is string =>
    area !== undefined && tree.byCode.has(area) && isInCharge(subject, { area }, tree)
  const area = place ? place.area : [incident, remitOf(subject)?.area].find(isTheirs)
  if (!isTheirs(area)) throw new Refusal('series/unknown-area')
  for (const one of to) {
    if (one.kind !== 'person' && one.area !== undefined && tree.byCode.has(one.area) && !isTheirs(one.area))
      throw new Refusal('order/addressee-unknown', `${one.area} is beyond the area you answer for.`)
  }
  return area
}
