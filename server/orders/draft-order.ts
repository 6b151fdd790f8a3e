import { Refusal } from '#contract/errors.ts'
import type { Addressee, DraftOrder, OrderText } from '#contract/order.ts'
import { newId } from '../access/identity/sessions/session-token.ts'
import { findPeople } from '../incidents/directory.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import { addresseeOf } from './addressee.ts'
import { issueDraft, takeFenced } from './issue-draft.ts'
import { orderArea } from './order-area.ts'
import { orderLife } from './order-life.ts'
import type { OrderParts } from './order-verb.ts'

export type DraftInput = Omit<DraftOrder, 'commandId' | 'device'>

/** The orders that were made, in the order of their addressees, and what they have in common where there are several. */
export interface Drafted {
  readonly ids: readonly string[]
  readonly batch: string | undefined
}

/** An instruction of a leader (批示) is such an order as well. Refuses what `draftOrders` refuses. */
export function draftOrder(parts: OrderParts): Verb<DraftInput> {
  return defineVerb({
    type: 'order.draft',
    needs: 'orders:issue',
    run: async (context, input) => {
      const { ids, batch } = await draftOrders(parts, context, input)
      const detail = { orders: ids, isIssued: input.issue, ...(batch !== undefined && { batch }) }
      return { id: ids[0] as string, detail }
    },
  })
}

/**
 * Drafts an order and, where it is asked for, issues it in the same step: one order for each addressee, all or none of them.
 * Throws Refusal `order/addressee-unknown`, `order/resources-of-one`, `series/unknown-area`, and what issuing refuses.
 */
export async function draftOrders(parts: OrderParts, context: CommandContext, input: DraftInput): Promise<Drafted> {
  const { desk, random, actor, now } = context
  const incident = input.incident === undefined ? undefined : await takeFenced(input.incident, input.term, context, parts)
  if (input.domain !== undefined && !parts.book.hasDomain(input.domain))
    throw new Refusal('request/invalid', `The city has no domain "${input.domain}".`)
  const isForSeveral = input.to.length > 1
  if (isForSeveral && ((input.resources?.length ?? 0) > 0 || input.supersedes !== undefined))
    throw new Refusal('order/resources-of-one')
  const area = orderArea(input, incident?.state.place.area, context.subject, parts.tree)
  const batch = isForSeveral ? `b${newId(random)}` : undefined
  const ids: string[] = []
  for (const to of await addressees(input, area, context, parts)) {
    const id = `o${newId(random)}`
    const order = await desk.append(orderLife, id, [
      { type: 'order.drafted', at: now, actor, body: textOf(input, { to, area: placeOf(to) ?? area, batch }) },
    ])
    if (input.issue) await issueDraft(order, { context, parts, overcommit: input.overcommit })
    ids.push(id)
  }
  return { ids, batch }
}

/** An order to somebody in an area concerns that area, whatever it is about. */
function placeOf(to: Addressee): string | undefined {
  return to.kind === 'person' ? undefined : to.area
}

async function addressees({ to }: DraftInput, area: string, context: CommandContext, { book }: OrderParts): Promise<Addressee[]> {
  const people = await findPeople(
    context,
    to.flatMap((one) => (one.kind === 'person' ? [one.id] : [])),
  )
  return to.map((one) => addresseeOf(one, area, book, people))
}

function textOf(
  input: DraftInput,
  { to, area, batch }: { readonly to: Addressee; readonly area: string; readonly batch: string | undefined },
): OrderText {
  const { incident, title, text, place, target, needsPhoto = false, domain, slaMinutes, resources = [], supersedes } = input
  return {
    ...{ title, needsPhoto, to, area, slaMs: slaMinutes * 60_000, resources, origin: input.origin ?? { kind: 'hand' } },
    ...(incident !== undefined && { incident }),
    ...(batch !== undefined && { batch }),
    ...(text !== undefined && { text }),
    ...(place && { place }),
    ...(target && { target }),
    ...(domain !== undefined && { domain }),
    ...(supersedes !== undefined && { supersedes }),
  }
}
