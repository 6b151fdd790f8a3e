import { randomBytes } from 'node:crypto'
import { allowedFetch, fetchable } from '../access/hardening/fetching/allowed-fetch.ts'
import { tracedFetch } from '../tracing/traced-fetch.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { type DeliveryParts, deliverNotices } from './deliver.ts'
import { noticeChannels } from './notice-channels.ts'
import { Pager, type PagerParts } from './pager.ts'
import { loadPushKey } from './push/push-key.ts'

export interface OpenPagingParts extends Omit<PagerParts, 'channels'>, Pick<DeliveryParts, 'news'> {
  readonly dataDir: string
  readonly publicUrl: string
  /** Where else people are told, and what that telling is signed with. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined
  readonly fetchNetworks: readonly string[]
  /** In a drill it stands in the record who would have been told, and nothing leaves the house. */
  readonly isDrill: boolean
  /** Told of each telling elsewhere; left out, nobody wants to know. */
  readonly tracing?: Tracing | undefined
}

/** Paging: two works to be done again and again, each never twice at a time. Both throw RecordFault. */
export interface Paging {
  /** The public half of the key of push notices. */
  readonly pushKey: string
  /** Tells whoever is on duty of what waits. */
  page(now: number): Promise<void>
  /** Delivers the notices that are due. */
  deliver(now: number): Promise<void>
}

/** Makes ready by which ways people are told. Throws StartupFault for a key that cannot be used. */
export async function openPaging(parts: OpenPagingParts): Promise<Paging> {
  const { database, news, isDrill, fetchNetworks } = parts
  const webhook = isDrill ? undefined : parts.webhook
  const key = await loadPushKey(parts.dataDir, subjectOf(parts.publicUrl))
  const pager = new Pager({ ...parts, channels: noticeChannels({ isDrill, hasWebhook: webhook !== undefined }) })
  const push = { key, fetch: allowedFetch({ isAllowed: () => false }), random: (bytes: number) => randomBytes(bytes) }
  const allowed = webhook && allowedFetch({ isAllowed: fetchable(webhook.url, fetchNetworks) })
  const hook = webhook && allowed && { ...webhook, fetch: parts.tracing ? tracedFetch(allowed, parts.tracing) : allowed }
  return {
    pushKey: key.publicKey,
    page: (now) => pager.tick(now),
    deliver: async (now) => {
      if (!isDrill) await deliverNotices({ database, news, push, webhook: hook }, now)
    },
  }
}

/** Where a push service can complain. One that listens on this machine alone has no address others know. */
function subjectOf(publicUrl: string): string {
  return publicUrl.startsWith('https://') ? publicUrl : 'https://guanlan.invalid'
}
