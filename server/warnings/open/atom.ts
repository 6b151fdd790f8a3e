import { CAP_MEDIA_TYPE, type CapMessage, capInstant } from '#contract/cap.ts'
import type { Names } from '#contract/names.ts'
import { escapeXml } from '../cap/write-cap.ts'
import { documentPath } from './open-warning.ts'

export interface AtomParts {
  /** Address of the product as people type it, without a slash at its end. */
  readonly publicUrl: string
  readonly names: Names
  readonly senderNames: Names
  /** The figures and warnings of this city are invented; whoever reads the feed must know. */
  readonly isSimulated: boolean
}

/**
 * The Atom feed (RFC 4287) of the messages issued here, the newest first: alerts, updates and cancels, each with a link to its
 * document. Pure: equal messages make equal bytes.
 */
export function atomFeed(messages: readonly CapMessage[], { publicUrl, names, senderNames, isSimulated }: AtomParts): string {
  const self = `${publicUrl}/api/open/warnings.atom`
  const newest = messages[0]
  const mark = isSimulated ? '（模拟数据 · simulated, no real warnings）' : ''
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
  <id>${escapeXml(self)}</id>
  <title>${escapeXml(`${names.zh}预警 · Warnings of ${names.en}${mark}`)}</title>
  <updated>${newest ? instant(newest.sent) : NEVER}</updated>
  <author><name>${escapeXml(`${senderNames.zh} · ${senderNames.en}`)}</name></author>
  <link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>
  <link rel="alternate" type="text/html" href="${escapeXml(`${publicUrl}/open`)}"/>
${messages.map((message) => entry(message, publicUrl)).join('')}</feed>
`
}

/** Before anything was issued, the feed says so by the oldest time there is, and not by one that changes. */
const NEVER = '1970-01-01T00:00:00Z'

function entry(message: CapMessage, publicUrl: string): string {
  const address = escapeXml(`${publicUrl}${documentPath(message.identifier)}`)
  const [first] = message.info
  const titles = message.info.map(({ headline, event }) => headline ?? event)
  const summary = message.note ?? first?.description ?? ''
  return `  <entry>
    <id>${address}</id>
    <title>${escapeXml(titles.join(' · '))}</title>
    <updated>${instant(message.sent)}</updated>
    <link rel="alternate" type="${CAP_MEDIA_TYPE}" href="${address}"/>
    <category term="${escapeXml(message.msgType)}" scheme="urn:oasis:names:tc:emergency:cap:1.2:msgType"/>
    <summary>${escapeXml(summary)}</summary>
  </entry>
`
}

/** Atom writes times as RFC 3339 does, where UTC is Z. */
function instant(sent: string): string {
  return new Date(capInstant(sent)).toISOString().replace('.000Z', 'Z')
}
