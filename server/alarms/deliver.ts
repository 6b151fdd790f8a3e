import type { Alarm } from '#contract/alarm.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { findMatter } from '../matters/matter-store.ts'
import type { Database } from '../record/database.ts'
import { type Notice, settleNotice, takeNotices } from './notice-store.ts'
import { removeSubscription, subscriptionsOf } from './push/push-subscriptions.ts'
import { type PushParts, sendPush } from './push/send-push.ts'
import { sendWebhook, type Webhook } from './webhook.ts'

export interface DeliveryParts {
  readonly database: Database
  readonly catalogue: Pick<Catalogue, 'areas' | 'metrics' | 'city'>
  readonly push: PushParts
  readonly webhook: Webhook | undefined
}

const MOST_AT_ONCE = 20

/** What somebody far away is told of an alarm: enough to know whether to run. The browser makes sentences of it. */
export interface AlarmNews {
  readonly kind: 'alarm'
  readonly id: string
  readonly severity: string
  readonly title: string
  readonly place: string
  readonly at: number
}

/** Delivers what is due, once or, where nobody can know, once more under the same key. Throws RecordFault. */
export async function deliverNotices(parts: DeliveryParts, now: number): Promise<void> {
  const due = await takeNotices(parts.database, now, MOST_AT_ONCE)
  for (const notice of due) await settleNotice(parts.database, notice, now, await deliver(parts, notice, now))
}

async function deliver(parts: DeliveryParts, notice: Notice, now: number): Promise<string | undefined> {
  const alarm = (await findMatter(parts.database, 'alarm', notice.alarm)) as Alarm | undefined
  if (!alarm) return undefined
  const news = newsOf(alarm, parts.catalogue)
  switch (notice.channel) {
    case 'webhook':
      if (!parts.webhook) return undefined
      return sendWebhook(parts.webhook, `${notice.alarm}/${notice.account}`, { ...news, account: notice.account }, now)
    case 'push':
      return deliverPush(parts, notice, news, now)
  }
}

/** A person with no browser that wants it has been told by this channel all that can be. */
async function deliverPush(
  { database, push }: DeliveryParts,
  notice: Notice,
  news: AlarmNews,
  now: number,
): Promise<string | undefined> {
  let fault: string | undefined
  for (const target of await subscriptionsOf(database, notice.account)) {
    const pushed = await sendPush(push, target, notice.alarm, news, now)
    if (pushed.kind === 'gone') await removeSubscription(database, target.endpoint)
    if (pushed.kind === 'failed') fault = pushed.fault
  }
  return fault
}

function newsOf({ id, openedAt, state }: Alarm, { areas, metrics, city }: DeliveryParts['catalogue']): AlarmNews {
  const metric = metrics.find((one) => one.id === state.metric)
  const department = city.departments.find((one) => one.id === state.department)
  const area = areas.find(({ code }) => code === state.area)
  const title = state.rule.names?.zh ?? metric?.names.zh ?? department?.names.zh ?? state.rule.id
  return { kind: 'alarm', id, severity: state.severity, title, place: area?.names.zh ?? state.area, at: openedAt }
}
