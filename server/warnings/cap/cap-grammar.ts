import {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_MSG_TYPES,
  CAP_RESPONSE_TYPES,
  CAP_SCOPES,
  CAP_SEVERITIES,
  CAP_STATUSES,
  CAP_URGENCIES,
} from '#contract/cap.ts'
import * as text from './cap-values.ts'

/** How often an element stands in another. `many` may be none, `some` is one or more; both are lists. */
export type Occurs = 'one' | 'optional' | 'many' | 'some'

/** An element of CAP: its name, which is also the field of the data, how often it stands, and what is in it. */
export interface CapRule {
  readonly name: string
  readonly occurs: Occurs
  readonly holds: text.AnyCapText | readonly CapRule[]
}

const rule =
  (occurs: Occurs) =>
  (name: string, holds: CapRule['holds'] = text.words) => ({ name, occurs, holds })
const [one, optional, many, some] = [rule('one'), rule('optional'), rule('many'), rule('some')]

const VALUE: readonly CapRule[] = [one('valueName'), one('value', text.words)]

const AREA: readonly CapRule[] = [
  one('areaDesc'),
  many('polygon', text.polygon),
  many('circle', text.circle),
  many('geocode', VALUE),
  optional('altitude', text.number),
  optional('ceiling', text.number),
]

const RESOURCE: readonly CapRule[] = [
  one('resourceDesc'),
  one('mimeType'),
  optional('size', text.whole),
  optional('uri', text.resourceAddress),
  optional('derefUri'),
  optional('digest'),
]

const INFO: readonly CapRule[] = [
  optional('language', text.language),
  some('category', text.oneOf(CAP_CATEGORIES)),
  one('event'),
  many('responseType', text.oneOf(CAP_RESPONSE_TYPES)),
  one('urgency', text.oneOf(CAP_URGENCIES)),
  one('severity', text.oneOf(CAP_SEVERITIES)),
  one('certainty', text.oneOf(CAP_CERTAINTIES)),
  optional('audience'),
  many('eventCode', VALUE),
  optional('effective', text.time),
  optional('onset', text.time),
  optional('expires', text.time),
  optional('senderName'),
  optional('headline'),
  optional('description'),
  optional('instruction'),
  optional('web', text.webAddress),
  optional('contact'),
  many('parameter', VALUE),
  many('resource', RESOURCE),
  many('area', AREA),
]

/**
 * The elements of a CAP 1.2 message in the order its schema gives them. The reader and the writer both go by this table, so
 * that what one writes the other reads, whole.
 */
export const ALERT: readonly CapRule[] = [
  one('identifier', text.name),
  one('sender', text.name),
  one('sent', text.time),
  one('status', text.oneOf(CAP_STATUSES)),
  one('msgType', text.oneOf(CAP_MSG_TYPES)),
  optional('source'),
  one('scope', text.oneOf(CAP_SCOPES)),
  optional('restriction'),
  optional('addresses', text.wordList),
  many('code'),
  optional('note'),
  optional('references', text.referenceList),
  optional('incidents', text.wordList),
  many('info', INFO),
]

/** True for a rule of which several may stand, so that its field is a list. */
export function isList({ occurs }: CapRule): boolean {
  return occurs === 'many' || occurs === 'some'
}
