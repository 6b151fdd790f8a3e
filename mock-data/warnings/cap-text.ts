/** What one message says, as the simulated offices write it: by themselves, not by the product’s own writer. */
export interface CapText {
  readonly identifier: string
  readonly sender: string
  readonly sent: string
  readonly msgType: 'Alert' | 'Update' | 'Cancel'
  readonly references: readonly string[]
  readonly infos: readonly {
    readonly language: string
    readonly event: string
    readonly senderName: string
    readonly headline: string
    readonly description: string
    readonly instruction: string
    readonly areaDesc: string
  }[]
  readonly responseType: string
  readonly urgency: string
  readonly severity: string
  readonly certainty: string
  readonly colour: string
  readonly expires: string
  readonly areas: readonly string[]
}

/** Every message of the simulated hub says so. */
const NOTE = '模拟数据，不是真实预警 / Simulated data, no real warning'

/** The message as a CAP 1.2 document. */
export function capText(said: CapText): string {
  const infos = said.infos.map(
    (info) => `<info><language>${info.language}</language><category>Met</category><event>${escaped(info.event)}</event>
<responseType>${said.responseType}</responseType><urgency>${said.urgency}</urgency><severity>${said.severity}</severity><certainty>${said.certainty}</certainty>
<effective>${said.sent}</effective><expires>${said.expires}</expires><senderName>${escaped(info.senderName)}</senderName>
<headline>${escaped(info.headline)}</headline><description>${escaped(info.description)}</description><instruction>${escaped(info.instruction)}</instruction>
<parameter><valueName>colour</valueName><value>${said.colour}</value></parameter>
<area><areaDesc>${escaped(info.areaDesc)}</areaDesc>${said.areas.map((code) => `<geocode><valueName>GB/T 2260</valueName><value>${code}</value></geocode>`).join('')}</area></info>`,
  )
  const references = said.references.length > 0 ? `<references>${said.references.join(' ')}</references>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${said.identifier}</identifier><sender>${said.sender}</sender><sent>${said.sent}</sent>
<status>Actual</status><msgType>${said.msgType}</msgType><scope>Public</scope><code>simulated</code><note>${NOTE}</note>${references}
${infos.join('\n')}
</alert>`
}

/** An instant to the second in UTC, which CAP writes as -00:00. */
export function capInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}-00:00`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
