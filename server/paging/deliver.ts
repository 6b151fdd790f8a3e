import type { Matter } from '#contract/matter.ts'
import type { PagedKind } from '#contract/paging.ts'
import { matterName } from '../matters/matter-name.ts'
import { findMatter } from '../matters/matter-store.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { type Notice, settleNotice, takeNotices } from './notice-store.ts'
import { removeSubscription, subscriptionsOf } from './push/push-subscriptions.ts'
import { type PushParts, sendPush } from './push/send-push.ts'
import { sendWebhook, type Webhook } from './webhook.ts'

/** What somebody far away is told of a thing: enough to know whether to run. The browser makes sentences of it. */
export interface News {
  readonly kind: PagedKind
  readonly id: string
  readonly [field: string]: string | number
}

export interface DeliveryParts {
  readonly database: Database
  /** What is told of a matter of each kind; undefined for one of which there is no more to tell. */
  readonly news: Readonly<Record<PagedKind, (matter: Matter) => News | undefined>>
  readonly push: PushParts
  readonly webhook: Webhook | undefined
}

const MOST_AT_ONCE = 100

/** More than so many reminders for one browser at one moment are one message that counts them. */
const MOST_APART = 3

/** What a browser shows instead of many reminders: how many, and what the first of them is. */
export interface Digest {
  readonly kind: 'reminders'
  readonly count: number
  readonly title: string
  readonly at: number
}

/** A notice with what it tells; nothing where there is no more to tell. */
interface Told {
  readonly notice: Notice
  readonly news: News | undefined
}

/**
 * Delivers what is due, once or, where nobody can know, once more under the same key. All go out side by side: a push service that
 * does not answer delays nobody else's message, and each is settled before the lease on it is over. Throws RecordFault, or an
 * AggregateError that names the notices of which nothing could be told; those are tried again.
 */
export async function deliverNotices(parts: DeliveryParts, now: number): Promise<void> {
  const due = await takeNotices(parts.database, now, MOST_AT_ONCE)
  const told: Told[] = []
  const read = async (notice: Notice) => {
    const matter = await findMatter(parts.database, notice.kind, notice.thing)
    told.push({ notice, news: matter && parts.news[notice.kind](matter) })
  }
  const send = async (group: readonly Told[]) => {
    const fault = await deliver(parts, group, now)
    for (const { notice } of group) await settleNotice(parts.database, notice, now, fault)
  }
  const nameOf = ({ kind, thing: id }: Notice) => matterName({ kind, id })
  await withEach(due, nameOf, read).finally(() => Promise.all(inMessages(told).map(send)))
}

/** What goes out together: a flood of reminders to one person’s browsers as one message, everything else by itself. Pure. */
export function inMessages(told: readonly Told[]): readonly (readonly Told[])[] {
  const floods = new Map<string, Told[]>()
  for (const one of told) {
    const { kind, channel, account } = one.notice
    if (one.news && kind === 'reminder' && channel === 'push') floods.set(account, [...(floods.get(account) ?? []), one])
  }
  const together = [...floods.values()].filter((flood) => flood.length > MOST_APART)
  return [...told.filter((one) => !together.some((flood) => flood.includes(one))).map((one) => [one]), ...together]
}

async function deliver(parts: DeliveryParts, group: readonly Told[], now: number): Promise<string | undefined> {
  const [first] = group
  if (!first?.news) return undefined
  const { notice, news } = first
  switch (notice.channel) {
    case 'webhook':
      return parts.webhook && sendWebhook(parts.webhook, keyOf(notice), { ...news, account: notice.account }, now)
    case 'push': {
      if (group.length === 1) return deliverPush(parts, notice.account, { topic: notice.thing, news }, now)
      const digest: Digest = { kind: 'reminders', count: group.length, title: String(news.title), at: now }
      return deliverPush(parts, notice.account, { topic: 'reminders', news: digest }, now)
    }
  }
}

/** What an other system knows a telling by. Those of alarms bear no kind, as they always did. */
function keyOf({ kind, thing, account }: Notice): string {
  return kind === 'alarm' ? `${thing}/${account}` : `${kind}/${thing}/${account}`
}

/** A person with no browser that wants it has been told by this channel all that can be. */
async function deliverPush(
  { database, push }: DeliveryParts,
  account: string,
  { topic, news }: { readonly topic: string; readonly news: News | Digest },
  now: number,
): Promise<string | undefined> {
  const targets = await subscriptionsOf(database, account)
  const faults = await Promise.all(
    targets.map(async (target) => {
      const pushed = await sendPush(push, target, topic, news, now)
      if (pushed.kind === 'gone') await removeSubscription(database, target.endpoint)
      return pushed.kind === 'failed' ? pushed.fault : undefined
    }),
  )
  return faults.find((fault) => fault !== undefined)
}
