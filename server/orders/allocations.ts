import { Refusal } from '#contract/errors.ts'
import type { Reach } from '#contract/matter.ts'
import type { Allocation, Resource } from '#contract/order.ts'
import type { Queries, Transaction } from '../record/database.ts'
import type { StockOf } from './stock.ts'

/** A resource an order took although another has it. */
export interface Overcommitment {
  readonly resource: Resource
  readonly holder: string
}

interface Holder {
  readonly resource: string
  readonly order_id: string
  readonly title: string
  readonly seq: number | null
}

export interface Allocate {
  readonly at: number
  /** Why resources that others have are taken as well. */
  readonly overcommit?: string | undefined
  readonly stockOf: StockOf
}

/** Any number no other lock of ours has: who takes of one resource waits for whoever takes of it at the same moment. */
const RESOURCE_LOCK = 1_720_575

/**
 * Gives resources to an order. One that another order has is refused with `order/resource-taken`, naming the order, and more of
 * a stock than is left with `order/stock-short`; with a reason it is taken as well, openly. Of two transactions that want the
 * same, the second waits here and then finds it taken. Throws Refusal also for a stock without an amount, or an amount of
 * what is no stock.
 */
export async function allocate(
  tx: Transaction,
  order: string,
  resources: readonly Resource[],
  given: Allocate,
): Promise<readonly Overcommitment[]> {
  const over: Overcommitment[] = []
  // Always in the same order, so that two orders that want the same resources never wait for each other.
  const sorted = resources.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const twice = sorted.find(({ id }, index) => sorted[index - 1]?.id === id)
  if (twice) throw new Refusal('request/invalid', `${twice.name ?? twice.id} is named twice.`)
  for (const resource of sorted) {
    await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [RESOURCE_LOCK, resource.id])
    const stock = given.stockOf(resource.id)
    const holder =
      stock === undefined ? await takeWhole(tx, order, resource, given) : await takePart(tx, order, resource, stock, given)
    if (holder) over.push({ resource, holder: holder.order_id })
  }
  return over
}

/**
 * Gives what only one order can have. Returns who has it already where it was taken on purpose. An order that took it on purpose has it
 * like any other: once the first one is done with it, it is not free for a third.
 */
async function takeWhole(
  tx: Transaction,
  order: string,
  resource: Resource,
  { at, overcommit }: Allocate,
): Promise<Holder | undefined> {
  if (resource.amount !== undefined)
    throw new Refusal('request/invalid', `${resource.name ?? resource.id} is no stock; leave its amount out.`)
  const standing = await holderOf(tx, resource.id)
  // A server of an earlier version takes no lock: there the index decides.
  const taken = standing
    ? []
    : await tx.query(
        `insert into guanlan.allocation (resource, name, order_id, at) values ($1, $2, $3, $4)
         on conflict (resource) where released_at is null and overcommit is null and amount is null do nothing returning resource`,
        [resource.id, resource.name ?? null, order, at],
      )
  if (taken.length > 0) return undefined
  const holder = standing ?? (await holderOf(tx, resource.id))
  if (overcommit === undefined) throw new Refusal('order/resource-taken', sentenceOn(resource, holder))
  await tx.query('insert into guanlan.allocation (resource, name, order_id, at, overcommit) values ($1, $2, $3, $4, $5)', [
    ...[resource.id, resource.name ?? null, order, at, overcommit],
  ])
  return holder ?? NOBODY
}

/** Gives so much of a stock. Returns whoever took of it last where more was taken, on purpose, than was left. */
async function takePart(
  tx: Transaction,
  order: string,
  { id, name, amount }: Resource,
  stock: number,
  { at, overcommit }: Allocate,
): Promise<Holder | undefined> {
  if (amount === undefined) throw new Refusal('order/amount-needed', `Say how much of ${name ?? id} it is to have.`)
  const [held] = await tx.query<{ amount: number }>(
    'select coalesce(sum(coalesce(amount, $2)), 0)::float8 as amount from guanlan.allocation where resource = $1 and released_at is null',
    [id, stock],
  )
  const left = Math.max(0, stock - (held?.amount ?? 0))
  const isShort = amount > left
  if (isShort && overcommit === undefined)
    throw new Refusal('order/stock-short', `${name ?? id}: ${left} of ${stock} are left, ${amount} were asked for.`)
  await tx.query(
    'insert into guanlan.allocation (resource, name, order_id, at, overcommit, amount) values ($1, $2, $3, $4, $5, $6)',
    [...[id, name ?? null, order, at, isShort ? overcommit : null, amount]],
  )
  return isShort ? ((await lastTaker(tx, id, order)) ?? NOBODY) : undefined
}

const NOBODY: Holder = { resource: '', order_id: '', title: '', seq: null }

/** What an order had is free for others from now on. */
export async function release(tx: Transaction, order: string, at: number): Promise<void> {
  await tx.query('update guanlan.allocation set released_at = $2 where order_id = $1 and released_at is null', [order, at])
}

/** Makes room for an order to be given again what it had; that it had it stands in its log. */
export async function forgetReleased(tx: Transaction, order: string): Promise<void> {
  await tx.query('delete from guanlan.allocation where order_id = $1 and released_at is not null', [order])
}

/** Who has what at this moment, by resource, with the reach of the order that has it. */
export async function listAllocations(queries: Queries): Promise<readonly (Allocation & { readonly reach: Reach })[]> {
  const rows = await queries.query<{
    resource: string
    name: string | null
    order_id: string
    title: string
    incident: string | null
    at: number
    overcommit: string | null
    amount: number | null
    reach: Reach
  }>(
    `select a.resource, a.name, a.order_id, m.state->>'title' as title, m.state->>'incident' as incident, a.at, a.overcommit,
            a.amount, m.reach
       from guanlan.allocation a join guanlan.matter m on m.kind = 'order' and m.id = a.order_id
      where a.released_at is null order by a.resource, a.at`,
  )
  return rows.map(({ resource, name, order_id, title, incident, at, overcommit, amount, reach }) => ({
    resource: { id: resource, ...(name !== null && { name }), ...(amount !== null && { amount }) },
    ...{ order: order_id, orderTitle: title, at, reach, isOvercommitted: overcommit !== null },
    ...(incident !== null && { incident }),
  }))
}

/** Who has a resource: whoever was given it as the only one, else whoever took it on purpose first. */
async function holderOf(tx: Transaction, resource: string): Promise<Holder | undefined> {
  const [holder] = await tx.query<Holder>(
    `select a.resource, a.order_id, m.state->>'title' as title, (m.state->>'seq')::int as seq
       from guanlan.allocation a join guanlan.matter m on m.kind = 'order' and m.id = a.order_id
      where a.resource = $1 and a.released_at is null order by (a.overcommit is not null), a.at limit 1`,
    [resource],
  )
  return holder
}

/** Who took of a stock last, besides this order. */
async function lastTaker(tx: Transaction, resource: string, order: string): Promise<Holder | undefined> {
  const [holder] = await tx.query<Holder>(
    `select a.resource, a.order_id, m.state->>'title' as title, (m.state->>'seq')::int as seq
       from guanlan.allocation a join guanlan.matter m on m.kind = 'order' and m.id = a.order_id
      where a.resource = $1 and a.order_id <> $2 and a.released_at is null order by a.at desc limit 1`,
    [resource, order],
  )
  return holder
}

function sentenceOn({ id, name }: Resource, holder: Holder | undefined): string {
  const who = holder ? `order ${holder.seq ?? holder.order_id} "${holder.title}"` : 'another order'
  return `${name ?? id} is with ${who}.`
}
