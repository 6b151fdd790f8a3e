import { type CapInfo, type CapMessage, capInstant } from '#contract/cap.ts'
import type { Complaint } from './complaint.ts'

/** How far a sender's clock may be ahead of ours. */
const AHEAD_MS = 5 * 60_000

/** Every value there is, that says something about a message as a whole. */
const NEEDS_REFERENCES = new Set(['Update', 'Cancel', 'Ack', 'Error'])
const NEEDS_INFO = new Set(['Alert', 'Update'])

/** The rules of CAP 1.2 that hold between its elements, and those without which nothing could be shown. Pure. */
export function checkCap(message: CapMessage, now: number): readonly Complaint[] {
  const complaints: Complaint[] = []
  const say = (place: string, sentence: string) => complaints.push({ place, sentence })
  const { msgType, scope, references, info } = message
  const sentAt = capInstant(message.sent)
  if (sentAt > now + AHEAD_MS) say('alert/sent', `is "${message.sent}", more than five minutes into the future; set the clock.`)
  if (scope === 'Restricted' && message.restriction === undefined)
    say('alert', 'has the scope Restricted and no <restriction>; say to whom it is restricted.')
  if (scope !== 'Restricted' && message.restriction !== undefined)
    say('alert/restriction', `stands beside the scope ${scope}; it belongs to Restricted.`)
  if (scope === 'Private' && message.addresses === undefined)
    say('alert', 'has the scope Private and no <addresses>; say to whom it goes.')
  if (NEEDS_REFERENCES.has(msgType) && references === undefined)
    say('alert', `is an ${msgType} without <references>; name the messages it is about as sender,identifier,sent.`)
  if (msgType === 'Error' && message.note === undefined) say('alert', 'is an Error without a <note>; say what is wrong.')
  for (const [index, reference] of (references ?? []).entries()) {
    const place = `alert/references[${index + 1}]`
    if (reference.sender === message.sender && reference.identifier === message.identifier)
      say(place, 'names the message itself; name the one before it.')
    if (capInstant(reference.sent) > sentAt) say(place, 'was sent after this message; check the two times.')
    if ((msgType === 'Update' || msgType === 'Cancel') && reference.sender !== message.sender)
      say(place, `is a message of ${reference.sender}; only its own sender may change or cancel it.`)
  }
  if (NEEDS_INFO.has(msgType) && info.length === 0)
    say('alert', `is an ${msgType} without <info>: there would be nothing to show; add one with an <area>.`)
  for (const [index, each] of info.entries()) checkInfo(each, `alert/info[${index + 1}]`, NEEDS_INFO.has(msgType), sentAt, say)
  return complaints
}

function checkInfo(
  info: CapInfo,
  place: string,
  needsArea: boolean,
  sentAt: number,
  say: (place: string, sentence: string) => void,
): void {
  const { effective, onset, expires } = info
  const fromAt = effective === undefined ? sentAt : capInstant(effective)
  if (expires !== undefined && capInstant(expires) <= fromAt)
    say(`${place}/expires`, `is "${expires}", not after it takes effect (${effective ?? 'when it is sent'}).`)
  if (expires !== undefined && onset !== undefined && capInstant(expires) < capInstant(onset))
    say(`${place}/onset`, `is "${onset}", after it expires.`)
  if (needsArea && info.area.length === 0) say(place, 'has no <area>; say for where it holds.')
  for (const [index, { altitude, ceiling }] of info.area.entries()) {
    const here = `${place}/area[${index + 1}]`
    if (ceiling !== undefined && altitude === undefined) say(here, 'has a <ceiling> without an <altitude>.')
    if (ceiling !== undefined && altitude !== undefined && ceiling < altitude) say(here, 'has its <ceiling> below its <altitude>.')
  }
  for (const [index, { derefUri, digest }] of info.resource.entries()) {
    const here = `${place}/resource[${index + 1}]`
    if (derefUri !== undefined && !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(derefUri)) say(`${here}/derefUri`, 'is not base64.')
    if (digest !== undefined && !/^[0-9a-fA-F]{40}$/.test(digest)) say(`${here}/digest`, 'is not a SHA-1 in 40 hexadecimal digits.')
  }
}
