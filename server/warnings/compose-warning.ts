import { type CapArea, type CapInfo, type CapMessage, type CapReference, capInstant, capReference, capTime } from '#contract/cap.ts'
import type { AreaTree, Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Language, Names } from '#contract/names.ts'
import { WARNING_KIND_CODE, type WarningDraft, type WarningKind, type WarningPlan, type WarningState } from '#contract/warning.ts'
import type { AreaShapes } from './area-shapes.ts'

/** What a message of ours is made from, besides what a person wrote. */
export interface Composing {
  readonly plan: WarningPlan
  readonly city: Pick<Catalogue['city'], 'id' | 'timeZone'>
  readonly tree: AreaTree
  readonly shapes: AreaShapes
  /** What is invented says so wherever it goes: none of its warnings is a real one. */
  readonly isSimulated: boolean
  /** In the shadow city of a drill every message is an exercise, as CAP calls it: no system that reads it takes it for real. */
  readonly isDrill: boolean
}

/** Code and note of messages of a simulated city. */
const SIMULATED = 'simulated'
const SIMULATED_NOTE = '模拟数据，不是真实预警。 / Simulated data: this is no real warning.'

/** Longest a warning of ours may last: whoever warns for longer than ten days looks at it again before. */
const LONGEST_MS = 240 * 3_600_000

const LANGUAGES: readonly { readonly language: Language; readonly tag: string }[] = [
  { language: 'zh', tag: 'zh-CN' },
  { language: 'en', tag: 'en-US' },
]

/** When a message goes out, what it is called, and the warning it changes. */
export interface Sending {
  readonly now: number
  /** What tells messages of one second apart. */
  readonly mark: string
  readonly before?: WarningState
}

/**
 * The message of a draft: an Alert, or an Update of the warning before. Pure.
 * Throws Refusal `warning/draft` with what is not right: a kind, a colour it does not have, an area, or a time.
 */
export function composeWarning(draft: WarningDraft, composing: Composing, sending: Sending): CapMessage {
  const { plan, tree } = composing
  const kind = kindOf(draft, composing, sending.now)
  const head = headOf(composing, sending)
  const at = capInstant(head.sent)
  if (draft.untilAt <= at) throw new Refusal('warning/draft', 'The warning would be over before it goes out; set a later end.')
  const offset = offsetMinutes(composing.city.timeZone, at)
  const info = LANGUAGES.map(
    ({ language, tag }): CapInfo => ({
      ...{ language: tag, category: [...kind.category], event: kind.names[language], responseType: [...kind.responseType] },
      ...{
        urgency: draft.urgency,
        severity: draft.severity,
        certainty: draft.certainty,
        eventCode: [{ valueName: WARNING_KIND_CODE, value: kind.id }, ...kind.eventCode],
      },
      ...{ effective: head.sent, expires: capTime(draft.untilAt, offset), senderName: plan.senderNames[language] },
      ...{ headline: draft.headline[language].trim(), description: draft.description[language].trim() },
      instruction: draft.instruction[language].trim(),
      ...(plan.web !== undefined && { web: plan.web }),
      ...(plan.contact !== undefined && { contact: plan.contact }),
      parameter: [{ valueName: plan.colourParameter, value: draft.colour }],
      resource: [],
      area: draft.areas.map((code) =>
        areaOf(code, tree.byCode.get(code)?.names ?? { zh: code, en: code }, language, composing, draft.circle),
      ),
    }),
  )
  return { ...head, msgType: sending.before ? 'Update' : 'Alert', info }
}

/** The message that ends a warning of ours, and says why. Pure. */
export function composeCancel(
  reason: Names,
  composing: Composing,
  sending: Sending & { readonly before: WarningState },
): CapMessage {
  const head = headOf(composing, sending)
  const info = sending.before.message.info.map((said): CapInfo => {
    const language = said.language?.startsWith('zh') ? 'zh' : 'en'
    const { instruction: _instruction, expires: _expires, effective: _effective, onset: _onset, ...kept } = said
    const headline = language === 'zh' ? `解除：${said.headline ?? said.event}` : `Cancelled: ${said.headline ?? said.event}`
    return {
      ...kept,
      responseType: ['AllClear'],
      urgency: 'Past',
      effective: head.sent,
      headline,
      description: reason[language].trim(),
    }
  })
  const note = [`${reason.zh.trim()} / ${reason.en.trim()}`, ...(head.note === undefined ? [] : [head.note])].join(' ')
  return { ...head, msgType: 'Cancel', note, info }
}

function headOf(
  { plan, city, isSimulated, isDrill }: Composing,
  { now, mark, before }: Sending,
): Omit<CapMessage, 'msgType' | 'info'> {
  const references = before?.messages.map((message): CapReference => capReference(message))
  // CAP counts in seconds: what follows must be seen to follow.
  const last = references?.at(-1)
  const at = Math.max(Math.floor(now / 1000) * 1000, last ? capInstant(last.sent) + 1000 : 0)
  const sent = capTime(at, offsetMinutes(city.timeZone, at))
  const identifier = `${city.id}-${sent.slice(0, 19).replace(/\D/g, '')}-${mark}`
  return {
    ...({ identifier, sender: plan.sender, sent, scope: 'Public', code: [] } as const),
    status: isDrill ? 'Exercise' : 'Actual',
    ...(isSimulated && { code: [SIMULATED], note: SIMULATED_NOTE }),
    ...(references && { references }),
  }
}

/** The kind a draft means, once everything else in the draft is right as well. Throws Refusal `warning/draft`. */
function kindOf(draft: WarningDraft, { plan, tree }: Composing, now: number): WarningKind {
  const refuse = (sentence: string): never => {
    throw new Refusal('warning/draft', sentence)
  }
  const kind = plan.kinds.find(({ id }) => id === draft.kind) ?? refuse(`There is no kind "${draft.kind}"; choose one of the plan.`)
  if (!kind.grades[draft.colour])
    refuse(`${kind.names.en} has no ${draft.colour} warning; choose one of ${Object.keys(kind.grades).join(', ')}.`)
  const unknown = draft.areas.find((code) => !tree.byCode.has(code))
  if (unknown !== undefined) refuse(`The city has no area ${unknown}.`)
  if (draft.untilAt > now + LONGEST_MS) refuse('A warning lasts ten days at most; set an earlier end and update it in time.')
  for (const words of [draft.headline, draft.description, draft.instruction])
    if (words.zh.trim() === '' || words.en.trim() === '')
      refuse('Headline, description and instruction are needed in both languages.')
  return kind
}

/** An area by its borders; where the warning holds in a circle only, by that instead: the borders would warn people it is not for. */
function areaOf(
  code: string,
  names: Names,
  language: Language,
  { plan, shapes }: Composing,
  circle: WarningDraft['circle'],
): CapArea {
  return {
    areaDesc: names[language],
    polygon: circle ? [] : [...shapes.rings(code)],
    circle: circle ? [{ centre: [circle.centre[1], circle.centre[0]], radiusKm: circle.radiusMetres / 1000 }] : [],
    geocode: [{ valueName: plan.geocode, value: code }],
  }
}

/** Minutes east of Greenwich of a time zone at an instant. */
export function offsetMinutes(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const said = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(said) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
