import type { Names } from '#contract/names.ts'
import {
  WARNING_COLOURS,
  WARNING_KIND_CODE,
  type WarningColour,
  type WarningDraft,
  type WarningKind,
  type WarningPlan,
  type WarningState,
} from '#contract/warning.ts'

/** What stands in the form: words as they are written, the end in hours from now. */
export interface FormDraft extends Omit<WarningDraft, 'untilAt'> {
  readonly hours: string
}

/** The word of a colour in both languages, for headlines. */
export const COLOUR_NAMES: Record<WarningColour, Names> = {
  red: { zh: '红色', en: 'red' },
  orange: { zh: '橙色', en: 'orange' },
  yellow: { zh: '黄色', en: 'yellow' },
  blue: { zh: '蓝色', en: 'blue' },
}

const HOUR_MS = 3_600_000

/** The colours a kind has, the gravest first. */
export function coloursOf({ grades }: WarningKind): readonly WarningColour[] {
  return WARNING_COLOURS.filter((colour) => grades[colour] !== undefined)
}

/** The form filled in with what the plan says of a kind and colour; what was chosen for areas stays. Pure. */
export function gradedDraft(kind: WarningKind, colour: WarningColour, areas: readonly string[]): FormDraft {
  const grade = kind.grades[colour]
  if (!grade) throw new Error(`${kind.id} has no ${colour} warning`)
  const { severity, urgency, certainty, description, instruction } = grade
  const word = COLOUR_NAMES[colour]
  return {
    ...{ kind: kind.id, colour, severity, urgency, certainty, areas: [...areas], description, instruction },
    headline: { zh: `${kind.names.zh}${word.zh}预警`, en: `${kind.names.en}: ${word.en} warning` },
    hours: String(kind.hours),
  }
}

/** The form filled in with what a warning of ours says now. Undefined when its kind is no longer in the plan. Pure. */
export function draftOf(
  { message, colour, severity, urgency, certainty, areas, untilAt }: WarningState,
  plan: WarningPlan,
  now: number,
): FormDraft | undefined {
  const id = message.info[0]?.eventCode.find(({ valueName }) => valueName === WARNING_KIND_CODE)?.value
  const kind = plan.kinds.find((each) => each.id === id)
  if (!kind || !colour || !kind.grades[colour]) return undefined
  const said = (pick: 'headline' | 'description' | 'instruction'): Names => {
    const inLanguage = (tag: string) => message.info.find(({ language }) => language?.startsWith(tag))?.[pick] ?? ''
    return { zh: inLanguage('zh'), en: inLanguage('en') }
  }
  return {
    ...{ kind: kind.id, colour, severity, urgency, certainty, areas: [...areas] },
    ...{ headline: said('headline'), description: said('description'), instruction: said('instruction') },
    hours: String(Math.max(1, Math.round((untilAt - now) / HOUR_MS))),
  }
}

/** Hours as written, or undefined for what is none. */
export function hoursOf(text: string): number | undefined {
  const hours = Number(text.trim())
  return text.trim() !== '' && hours >= 0.5 && hours <= 240 ? hours : undefined
}

/** What is wrong with the form, or the draft to send. Pure. */
export function toDraft(
  form: FormDraft,
  now: number,
): { readonly draft: WarningDraft } | { readonly wrong: 'form.areas.none' | 'form.hours.bad' | 'form.empty' } {
  if (form.areas.length === 0) return { wrong: 'form.areas.none' }
  const hours = hoursOf(form.hours)
  if (hours === undefined) return { wrong: 'form.hours.bad' }
  const { hours: _written, ...said } = form
  for (const words of [said.headline, said.description, said.instruction])
    if (words.zh.trim() === '' || words.en.trim() === '') return { wrong: 'form.empty' }
  return { draft: { ...said, untilAt: Math.round((now + hours * HOUR_MS) / 1000) * 1000 } }
}
