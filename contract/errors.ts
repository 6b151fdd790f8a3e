/**
 * Every refusal a caller can act on: its code, its HTTP status and its sentence in English.
 * Over HTTP a code becomes an RFC 9457 problem (`type` is `/problems/<code>`), over a socket `{ code, sentence }`.
 * `docs/errors.md` and the language files are compared with this table, in both directions.
 */
export const ERRORS = {
  'request/invalid': { status: 400, sentence: 'The request is not of the form the API page describes.' },
  'request/not-json': { status: 400, sentence: 'The body is not JSON, or not one JSON value per line.' },
  'request/too-large': { status: 413, sentence: 'The body or a line of it is larger than the door takes; send it in parts.' },
  'request/media-type': { status: 415, sentence: 'Send application/json or application/x-ndjson.' },
  'request/key-reused': { status: 409, sentence: 'This Idempotency-Key was used with a different body; use a new key.' },
  'request/not-found': { status: 404, sentence: 'There is nothing at this address; the API page lists what there is.' },
  'request/too-deep': { status: 400, sentence: 'The JSON is nested deeper than anything here is; send it flatter.' },
  'request/too-often': { status: 429, sentence: 'Asked too often; wait as many seconds as Retry-After says.' },
  'request/head-too-large': {
    status: 431,
    sentence: 'The address or the headers are longer than the server reads; send less of them.',
  },
  'request/too-slow': { status: 408, sentence: 'The request did not arrive whole in time; send it again.' },
  'request/method': { status: 405, sentence: 'This address does not answer that method.' },
  'access/sign-in-needed': { status: 401, sentence: 'Sign in first, or send the token of a reader.' },
  'access/duty-owed': { status: 403, sentence: 'Something is asked of this account first; GET /api/access/me says what it owes.' },
  'access/refused': { status: 403, sentence: 'The role in which you act may not do this.' },
  'access/elsewhere': {
    status: 403,
    sentence: 'Administrators work from the networks this deployment names; this address is in none of them.',
  },
  'access/wrong-credentials': { status: 401, sentence: 'The name or the password is not right.' },
  'access/wrong-code': { status: 403, sentence: 'The code is not right, or was used already; wait for the next one.' },
  'access/locked-out': {
    status: 429,
    sentence: 'Too many attempts failed; none is taken before the time in until, which is half an hour away at most.',
  },
  'access/busy': { status: 503, sentence: 'Too many people are signing in at this moment; try again.' },
  'access/no-trial': {
    status: 403,
    sentence: 'Roles can be tried only where the city is simulated, and only on the machine it runs on.',
  },
  'access/password-weak': {
    status: 422,
    sentence: 'A password has 8 characters or more of three kinds (A, a, 1, #), or 16 or more; not the name, not a common one.',
  },
  'access/password-used': { status: 409, sentence: 'This password was used before; take another one.' },
  'access/link-over': { status: 410, sentence: 'This link was used or is over; ask for a new one.' },
  'access/remit-unknown': { status: 404, sentence: 'This account has no such remit.' },
  'access/factor-unknown': { status: 404, sentence: 'This account has no such factor.' },
  'access/factor-needed': { status: 409, sentence: 'The role of this account needs a second factor; add another one first.' },
  'access/too-many-factors': { status: 409, sentence: 'This account has as many factors as one may have; remove one.' },
  'access/session-unknown': { status: 404, sentence: 'This account has no such session.' },
  'account/unknown': { status: 404, sentence: 'There is no such account.' },
  'account/name-invalid': {
    status: 422,
    sentence: 'A name has 2 to 40 letters, digits, dots, hyphens and single spaces, and begins with a letter or digit.',
  },
  'account/name-taken': { status: 409, sentence: 'An account has this name, or one that looks like it.' },
  'account/phone-invalid': { status: 422, sentence: 'A phone number has 5 to 15 digits, after a + or not.' },
  'account/own': { status: 403, sentence: 'Nobody grants to, disables or resets themselves; ask another administrator.' },
  'account/remits-exclusive': {
    status: 409,
    sentence: 'An administrator holds that one remit and nothing else: the three administrators exclude each other and all duties.',
  },
  'account/remit-held': { status: 409, sentence: 'The account holds this remit already.' },
  'account/remit-invalid': { status: 422, sentence: 'The city has no such area or domain, or no person can have this role.' },
  'account/last-administrator': {
    status: 409,
    sentence: 'Nobody else could do this administrator’s work; name another one first.',
  },
  'account/claim-taken': { status: 409, sentence: 'The provider means another account by this name.' },
  'account/disabled': { status: 409, sentence: 'This account is disabled; enable it first.' },
  'access/blocked': { status: 403, sentence: 'This address is kept out for a time; the security administrator can let it in.' },
  'audit/unavailable': { status: 503, sentence: 'The audit cannot be written, so nothing was done; reading goes on.' },
  'block/unknown': { status: 404, sentence: 'This address is not blocked.' },
  'access/passkey-refused': { status: 401, sentence: 'The passkey’s answer did not hold; try again, or another way in.' },
  'access/provider-refused': { status: 401, sentence: 'The provider’s answer did not hold; sign in again.' },
  'access/provider-away': {
    status: 503,
    sentence: 'The provider cannot be reached at the moment; sign in with a password, or try again.',
  },
  'access/no-account': {
    status: 403,
    sentence: 'The provider knows you, but no account here is yours; ask the system administrator.',
  },
  'access/token-unknown': {
    status: 401,
    sentence: 'No reader has this token, or it has been disabled; make one with: npm run --silent admin -- reader add NAME',
  },
  'access/two-credentials': { status: 400, sentence: 'Send the token of a reader or the cookie of a session, not both.' },
  'access/cross-site': { status: 403, sentence: 'A page of another site asked for this; only pages of this server may.' },
  'screen/code-unknown': { status: 404, sentence: 'No screen shows this code, or its ten minutes are over.' },
  'screen/name-taken': { status: 409, sentence: 'Another screen has this name.' },
  'screen/unknown': { status: 404, sentence: 'There is no such screen.' },
  'screen/too-many-codes': { status: 429, sentence: 'Too many screens wait to be enrolled; enrol one, or wait ten minutes.' },
  'reader/name-taken': { status: 409, sentence: 'Another reader has this name.' },
  'reader/unknown': { status: 404, sentence: 'There is no such reader.' },
  'source/unknown': { status: 401, sentence: 'No source has this token; make one with: npm run --silent admin -- source add NAME' },
  'source/disabled': { status: 403, sentence: 'This source has been disabled by an administrator.' },
  'row/not-an-object': { status: 422, sentence: 'A row is a JSON object with metric, area, time and value.' },
  'row/metric-missing': { status: 422, sentence: 'The row names no metric.' },
  'row/metric-unknown': { status: 422, sentence: 'The catalogue has no such metric; see /api/catalogue.' },
  'row/area-missing': { status: 422, sentence: 'The row names no area.' },
  'row/area-unknown': { status: 422, sentence: 'The catalogue has no such area; see /api/catalogue.' },
  'row/area-level': { status: 422, sentence: 'This metric is reported by areas of another level; send one row for each of them.' },
  'row/area-not-expected': { status: 422, sentence: 'This metric is reported by certain areas only, and this is not one of them.' },
  'row/time-missing': { status: 422, sentence: 'The row has no time.' },
  'row/time-invalid': { status: 422, sentence: 'The time is not RFC 3339 with an offset, such as 2026-09-08T10:42:00+08:00.' },
  'row/time-future': { status: 422, sentence: 'The time is more than five minutes into the future.' },
  'row/time-range': { status: 422, sentence: 'The time lies outside the years 1990 to 2100 that the record keeps.' },
  'row/value-missing': { status: 422, sentence: 'The row has neither a value nor numerator and denominator.' },
  'row/value-not-a-number': { status: 422, sentence: 'A value is a finite JSON number, without quotes.' },
  'row/value-implausible': { status: 422, sentence: 'The value is far outside what this metric can be.' },
  'row/parts-needed': { status: 422, sentence: 'This metric is a ratio: send numerator and denominator, not a percentage.' },
  'row/parts-unwanted': { status: 422, sentence: 'This metric is not a ratio or a mean: send value.' },
  'row/parts-and-value': { status: 422, sentence: 'Send either value, or numerator and denominator, not both.' },
  'row/denominator-negative': { status: 422, sentence: 'A denominator is zero or more.' },
  'row/id-missing': { status: 422, sentence: 'The row names no entity: send its id.' },
  'row/id-invalid': { status: 422, sentence: 'An id has 1 to 64 letters, digits and . _ : @ / -, the first a letter or digit.' },
  'row/kind-missing': { status: 422, sentence: 'Nothing is known of this entity yet: its first row names its kind.' },
  'row/kind-unknown': { status: 422, sentence: 'The city knows no such kind of entity; see /api/catalogue.' },
  'row/kind-changed': { status: 422, sentence: 'The kind of an entity never changes; give the other thing another id.' },
  'row/names-missing': { status: 422, sentence: 'Nothing is known of this entity yet: its first row brings its names.' },
  'row/names-invalid': {
    status: 422,
    sentence: 'Names are an object with zh and, where there is one, en, each of 1 to 100 characters.',
  },
  'row/department-unknown': { status: 422, sentence: 'The city has no such department; see /api/catalogue.' },
  'row/attribute-unknown': { status: 422, sentence: 'This kind of entity has no such attribute; see /api/catalogue.' },
  'row/attribute-invalid': { status: 422, sentence: 'An attribute is a number, true or false, or text of up to 200 characters.' },
  'row/place-invalid': {
    status: 422,
    sentence: 'A place is an object with lon and lat in degrees as numbers, or null where it is not known.',
  },
  'row/place-impossible': { status: 422, sentence: 'These coordinates lie nowhere on Earth.' },
  'row/coordinates-unknown': { status: 422, sentence: 'A system of coordinates is WGS84, CGCS2000, GCJ-02 or BD-09.' },
  'row/of-another-source': { status: 422, sentence: 'Another source reports this entity, and one source answers for a thing.' },
  'row/key-missing': { status: 422, sentence: 'The row names no ticket: send its key.' },
  'row/key-invalid': { status: 422, sentence: 'A key has 1 to 128 characters and no control characters.' },
  'row/what-missing': { status: 422, sentence: 'The row says nothing of what was told: send what.' },
  'row/what-invalid': { status: 422, sentence: 'What was told is text of 1 to 2000 characters.' },
  'row/category-unknown': { status: 422, sentence: 'The city has no such category of cases; see GET /api/cases/tables.' },
  'row/field-invalid': {
    status: 422,
    sentence: 'A field of the row is not of the form the API page describes; the detail names it.',
  },
  'row/step-invalid': {
    status: 422,
    sentence: 'A step of the ticket is not of the form the API page describes; the detail names it.',
  },
  'row/step-order': {
    status: 422,
    sentence: 'The steps do not follow each other, or do not follow what the case came to here; the detail names it.',
  },
  'entity/unknown': { status: 404, sentence: 'There is no such entity.' },
  'entity/unknown-kind': { status: 404, sentence: 'The city knows no such kind of entity.' },
  'series/unknown-metric': { status: 404, sentence: 'The catalogue has no such metric.' },
  'series/unknown-area': { status: 404, sentence: 'The catalogue has no such area.' },
  'series/unknown-step': { status: 400, sentence: 'This metric is not kept at that step.' },
  'series/no-such-level': { status: 404, sentence: 'This metric does not exist in areas as small as that.' },
  'series/too-many': { status: 400, sentence: 'Too many series or points in one request; ask in parts.' },
  'series/time-invalid': { status: 400, sentence: 'A time is RFC 3339 with an offset, and from lies before to.' },
  'series/as-of-invalid': { status: 400, sentence: 'asOf is a revision (whole number) or an RFC 3339 time with an offset.' },
  'warning/doctype': {
    status: 400,
    sentence: 'A warning with a document type (<!DOCTYPE>) or entities is refused before it is read; send it without.',
  },
  'warning/not-xml': { status: 400, sentence: 'The body is not plain XML 1.0 in UTF-8; the detail names the line.' },
  'warning/not-cap': { status: 422, sentence: 'The document is not a message of CAP 1.2.' },
  'warning/invalid': {
    status: 422,
    sentence: 'The message breaks a rule of CAP 1.2; the detail names each place and what is right there.',
  },
  'warning/changed': {
    status: 409,
    sentence:
      'A message with this sender, identifier and time was taken in already and said something else; give it another identifier.',
  },
  'warning/not-yours': {
    status: 403,
    sentence: 'Another source answers for this sender; only it may send, change or cancel its warnings.',
  },
  'warning/over': { status: 409, sentence: 'This warning is over; issue a new one.' },
  'warning/imported': { status: 409, sentence: 'This warning came from elsewhere; only its sender can change or cancel it.' },
  'warning/moved-on': { status: 409, sentence: 'Somebody changed this warning meanwhile; look at it again.' },
  'warning/draft': { status: 422, sentence: 'The draft cannot go out so: a kind, a colour, an area or a time is not right.' },
  'warning/no-plan': {
    status: 409,
    sentence: 'The folder of this city has no warnings.json, so nothing can be issued in its name.',
  },
  'open/not-published': { status: 404, sentence: 'Nothing of that name is published here; the catalogue lists what is.' },
  'replay/outdated': {
    status: 404,
    sentence: 'The record or the catalogue is another one by now; read both again.',
  },
  'command/reused': { status: 409, sentence: 'Something else was commanded under this commandId; make a new one for each press.' },
  'matter/unknown': { status: 404, sentence: 'There is nothing of this id that concerns your remit.' },
  'command/person-unknown': { status: 404, sentence: 'There is no such person, or this cannot be given to them.' },
  'incident/changed': { status: 409, sentence: 'Somebody was quicker; the detail says how it stands now. Look again.' },
  'incident/over': { status: 409, sentence: 'This incident is over.' },
  'incident/term-old': { status: 409, sentence: 'Command of this incident has changed hands since; nothing was done. Look again.' },
  'incident/not-commander': { status: 403, sentence: 'Only the commander of this incident may do that.' },
  'incident/commanded': { status: 409, sentence: 'Somebody commands this incident already; ask for a handover.' },
  'incident/no-offer': { status: 409, sentence: 'Nobody offers you command of this incident, or the offer is over.' },
  'incident/phase': { status: 409, sentence: 'The procedure does not go there from here.' },
  'incident/reopen-late': { status: 409, sentence: 'An incident can be re-opened for 24 hours after its end; open a new one.' },
  'incident/reason-needed': { status: 422, sentence: 'A figure is lower than before; say why.' },
  'incident/time': { status: 422, sentence: 'This time has not come yet.' },
  'incident/table-unknown': { status: 422, sentence: 'The city’s tables have no such kind or quantity.' },
  'incident/orders-open': { status: 409, sentence: 'Orders of this incident are not answered for yet; the detail names them.' },
  'incident/answered': { status: 409, sentence: 'The incident is being answered; it cannot just go away.' },
  'incident/roll-over': { status: 409, sentence: 'This roll call is over, or you are not asked in it.' },
  'incident/lookalike-unknown': { status: 404, sentence: 'There is no such other incident to compare with.' },
  'order/stage': { status: 409, sentence: 'An order at this stage cannot do that; the detail names its stage.' },
  'order/not-yours': { status: 403, sentence: 'This order is addressed to others.' },
  'order/own-work': { status: 403, sentence: 'Whoever did the work does not verify it.' },
  'order/resource-taken': { status: 409, sentence: 'Another order has this resource; the detail names it.' },
  'order/addressee-unknown': { status: 422, sentence: 'Nobody of that name, role or department could answer the order.' },
  'order/photo-needed': { status: 422, sentence: 'This order asks for a photo of the result.' },
  'order/device-needed': { status: 422, sentence: 'Name the device the order was delivered to.' },
  'order/nothing-said': { status: 422, sentence: 'Say something: words, a figure, a photo, or what is lacking.' },
  'order/resources-of-one': {
    status: 422,
    sentence: 'Resources, and an order to be superseded, go with one addressee; send one order for each.',
  },
  'case/stage': { status: 409, sentence: 'A case at this stage cannot do that; the detail names its stage.' },
  'case/suspended': { status: 409, sentence: 'This case is deferred or carried on the books; go on with it first.' },
  'case/not-suspended': { status: 409, sentence: 'This case is neither deferred nor carried on the books.' },
  'case/own-work': {
    status: 403,
    sentence: 'Whoever collected a case or worked on it does not judge it: collector and verifier are two people.',
  },
  'case/check-needed': { status: 409, sentence: 'What somebody outside told is looked at on the spot before it is filed.' },
  'case/not-there': { status: 409, sentence: 'Nothing was found on the spot; reject the case, or have it looked at again.' },
  'case/nothing-said': { status: 422, sentence: 'Say something: words, a photo, or what is to change.' },
  'case/category-unknown': { status: 422, sentence: 'The city has no such category of cases; see GET /api/cases/tables.' },
  'case/department-unknown': { status: 422, sentence: 'No such department could deal with it.' },
  'case/no-clock': { status: 409, sentence: 'No clock of this case runs that could be given more time.' },
  'case/asked': { status: 409, sentence: 'Something was asked for this case already and waits for its answer.' },
  'case/no-request': { status: 409, sentence: 'Nothing was asked for this case.' },
  'case/time': { status: 422, sentence: 'The time must lie ahead.' },
  'case/merge': { status: 409, sentence: 'These two cases cannot be merged: one of them is over, answered, or itself.' },
  'case/not-merged': { status: 409, sentence: 'This case was not merged into another one.' },
  'case/too-many-to-watch': {
    status: 400,
    sentence: 'Cases are followed one, a page or their counts at a time; there are too many to follow them all.',
  },
  'alarm/over': { status: 409, sentence: 'These alarms are over by themselves; nothing was changed.' },
  'alarm/taken': { status: 409, sentence: 'Somebody has taken these alarms on already.' },
  'alarm/not-shelved': { status: 409, sentence: 'None of these alarms is on the shelf.' },
  'alarm/too-many-comments': { status: 409, sentence: 'This alarm has as many comments as one may have.' },
  'alarm/no-post': { status: 404, sentence: 'The duty roster of the city has no such post.' },
  'live/view-unknown': { status: 404, sentence: 'This socket has no such view; subscribe first.' },
  'live/too-many-views': { status: 429, sentence: 'This socket has as many views as one may have; unsubscribe one.' },
  'live/too-fast': { status: 429, sentence: 'This socket asks too often; wait a moment.' },
  'record/full': {
    status: 507,
    sentence: 'The disk of the record is full: nothing was taken in. Free space; the door opens by itself.',
  },
  'record/unavailable': { status: 503, sentence: 'The record cannot be reached at the moment; nothing was taken in. Try again.' },
  'server/starting': { status: 503, sentence: 'The server is starting.' },
  'server/fault': { status: 500, sentence: 'The server made a mistake; it is written in its log under this request id.' },
} as const satisfies Record<string, { status: number; sentence: string }>

export type ErrorCode = keyof typeof ERRORS

/** How long a caller must wait: until an instant (epoch ms), which is so many seconds from now. */
export interface Wait {
  readonly until: number
  readonly seconds: number
}

/** A refusal the caller can act on. `detail` names the place and the remedy; it never carries a stack. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly detail: string
  /** Until when it is of no use to ask again, where that is known. */
  readonly wait: Wait | undefined
  constructor(code: ErrorCode, detail?: string, wait?: Wait) {
    super(detail ?? ERRORS[code].sentence)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail ?? ERRORS[code].sentence
    this.wait = wait
  }
}
