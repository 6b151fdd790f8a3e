import type { NoticeChannel } from './notice-store.ts'

/**
 * By which ways people are told of alarms besides the open screens. In the shadow city of a drill by none: it stands in the alarm who
 * would have been told, and nothing leaves the house, whatever the deployment has set up. Pure.
 */
export function noticeChannels({
  isDrill,
  hasWebhook,
}: {
  readonly isDrill: boolean
  readonly hasWebhook: boolean
}): readonly NoticeChannel[] {
  if (isDrill) return []
  return hasWebhook ? ['push', 'webhook'] : ['push']
}
