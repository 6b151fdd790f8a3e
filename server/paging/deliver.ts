import type { Matter } from '#contract/matter.ts'
import type { PagedKind } from '#contract/paging.ts'
import { findMatter } from '../matters/matter-store.ts'
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

const MOST_AT_ONCE = 20

/** Delivers what is due, once or, where nobody can know, once more under the same key. Throws RecordFault. */
export async function deliverNotices(parts: DeliveryParts, now: number): Promise<void> {
  const due = await takeNotices(parts.database, now, MOST_AT_ONCE)
  for (const notice of due) await settleNotice(parts.database, notice, now, await deliver(parts, notice, now))
}

async function deliver(parts: DeliveryParts, notice: Notice, now: number): Promise<string | undefined> {
  const { kind, thing, account, channel } = notice
  const matter = await findMatter(parts.database, kind, thing)
  const news = matter && parts.news[kind](matter)
  if (!news) return undefined
  switch (channel) {
    case 'webhook':
      return parts.webhook && sendWebhook(parts.webhook, keyOf(notice), { ...news, account }, now)
    case 'push':
      return deliverPush(parts, notice, news, now)
  }
}

/** What an other system knows a telling by. Those of alarms bear no kind, as they always did. */
function keyOf({ kind, thing, account }: Notice): string {
  return kind === 'alarm' ? `${thing}/${account}` : `${kind}/${thing}/${account}`
}

/** A person with no browser that wants it has been told by this channel all that can be. */
async function deliverPush(
  { database, push }: DeliveryParts,
  { thing, account }: Notice,
  news: News,
  now: number,
): Promise<string | undefined> {
  let fault: string | undefined
  for (const target of await subscriptionsOf(database, account)) {
    const pushed = await sendPush(push, target, thing, news, now)
    if (pushed.kind === 'gone') await removeSubscription(database, target.endpoint)
    if (pushed.kind === 'failed') fault = pushed.fault
  }
  return fault
}
