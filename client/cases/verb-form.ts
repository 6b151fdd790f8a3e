import type { CaseRequestKind } from '#contract/case.ts'
import type { LimitUnit } from '#contract/case-tables.ts'
import type { CaseVerb } from './case-verbs.ts'

/** How much words matter to a verb: it cannot do without, it takes them, it has none. */
type Words = 'needed' | 'welcome' | 'none'

/** What somebody says with a verb. */
export interface VerbForm {
  /** The field the words go into. */
  readonly field: 'reason' | 'text' | 'note'
  readonly words: Words
  readonly hasFiles?: true
  /** Fields of its own, each drawn by its name. */
  readonly asks?: readonly ('found' | 'department' | 'limit' | 'until' | 'request' | 'satisfaction' | 'into' | 'about')[]
}

/** What each verb asks for; done at once where it asks for nothing. */
export const VERB_FORMS: Readonly<Record<CaseVerb, VerbForm>> = {
  accept: { field: 'note', words: 'none' },
  check: { field: 'text', words: 'welcome', hasFiles: true, asks: ['found'] },
  file: { field: 'note', words: 'none' },
  reject: { field: 'reason', words: 'needed' },
  dispatch: { field: 'note', words: 'welcome', asks: ['department'] },
  start: { field: 'note', words: 'none' },
  progress: { field: 'text', words: 'welcome', hasFiles: true },
  answer: { field: 'text', words: 'needed', hasFiles: true },
  return: { field: 'reason', words: 'needed' },
  ask: { field: 'reason', words: 'needed', asks: ['request', 'limit', 'until'] },
  refuse: { field: 'reason', words: 'needed' },
  extend: { field: 'reason', words: 'needed', asks: ['limit'] },
  defer: { field: 'reason', words: 'needed', asks: ['until'] },
  carry: { field: 'reason', words: 'needed' },
  resume: { field: 'note', words: 'welcome' },
  verify: { field: 'text', words: 'welcome', hasFiles: true },
  rework: { field: 'reason', words: 'needed', hasFiles: true },
  close: { field: 'note', words: 'none' },
  evaluate: { field: 'note', words: 'welcome', asks: ['satisfaction'] },
  supplement: { field: 'text', words: 'welcome', hasFiles: true },
  describe: { field: 'note', words: 'none', asks: ['about'] },
  merge: { field: 'note', words: 'welcome', asks: ['into'] },
  unmerge: { field: 'reason', words: 'needed' },
  void: { field: 'reason', words: 'needed' },
}

/** What is being written. What a verb does not ask for is left alone. */
export interface VerbDraft {
  readonly words: string
  readonly found: boolean
  readonly department: string
  readonly amount: string
  readonly unit: LimitUnit
  readonly request: CaseRequestKind
  /** Epoch ms. */
  readonly until: number | undefined
  readonly satisfaction: number | undefined
  readonly into: string
  readonly category: string
  readonly area: string
  readonly isUrgent: boolean
}

/** What a case is now, to begin a draft with and to see what was changed. */
export interface VerbStart {
  readonly department: string
  readonly category: string
  readonly area: string
  readonly isUrgent: boolean
}

export function newDraft(start: VerbStart): VerbDraft {
  return {
    ...start,
    ...{ words: '', found: true, amount: '8', unit: 'working-hours', request: 'extension' },
    ...{ until: undefined, satisfaction: undefined, into: '' },
  }
}

/** What a verb still lacks before it can be done, by the name of its words; undefined when nothing is. Pure. */
export function lackOf(
  verb: CaseVerb,
  draft: VerbDraft,
  { files, start, now }: { readonly files: number; readonly start: VerbStart; readonly now: number },
): 'words' | 'anything' | 'department' | 'limit' | 'until' | 'into' | 'change' | undefined {
  const { words, asks = [] } = VERB_FORMS[verb]
  const isSilent = draft.words.trim() === ''
  if (words === 'needed' && isSilent) return 'words'
  if ((verb === 'progress' || verb === 'supplement') && isSilent && files === 0) return 'anything'
  if (asks.includes('department') && draft.department === '') return 'department'
  if (needsLimit(verb, draft) && !(Number(draft.amount) > 0)) return 'limit'
  if (needsUntil(verb, draft) && (draft.until === undefined || draft.until <= now)) return 'until'
  if (asks.includes('into') && draft.into === '') return 'into'
  if (asks.includes('about') && Object.keys(changeOf(draft, start)).length === 0) return 'change'
  return undefined
}

/** The body of the command, without its envelope and its files. Pure. */
export function fieldsOf(verb: CaseVerb, draft: VerbDraft, start: VerbStart): Readonly<Record<string, unknown>> {
  const { field, words, asks = [] } = VERB_FORMS[verb]
  const said = draft.words.trim()
  return {
    ...(words !== 'none' && said !== '' && { [field]: said }),
    ...(asks.includes('found') && { found: draft.found }),
    ...(asks.includes('department') && { department: draft.department }),
    ...(asks.includes('request') && { kind: draft.request }),
    ...(needsLimit(verb, draft) && { limit: { amount: Number(draft.amount), unit: draft.unit } }),
    ...(needsUntil(verb, draft) && { until: draft.until }),
    ...(asks.includes('satisfaction') && draft.satisfaction !== undefined && { satisfaction: draft.satisfaction }),
    ...(asks.includes('into') && { into: draft.into }),
    ...(asks.includes('about') && changeOf(draft, start)),
  }
}

/** More time is asked for in hours or days; a deferral until a day. */
export function needsLimit(verb: CaseVerb, { request }: Pick<VerbDraft, 'request'>): boolean {
  return verb === 'extend' || (verb === 'ask' && request === 'extension')
}

export function needsUntil(verb: CaseVerb, { request }: Pick<VerbDraft, 'request'>): boolean {
  return verb === 'defer' || (verb === 'ask' && request === 'deferral')
}

/** A verb that asks for nothing is done by one press. */
export function isOnePress(verb: CaseVerb): boolean {
  const { words, asks, hasFiles } = VERB_FORMS[verb]
  return words === 'none' && asks === undefined && hasFiles === undefined
}

function changeOf(draft: VerbDraft, start: VerbStart) {
  return {
    ...(draft.category !== start.category && { category: draft.category }),
    ...(draft.isUrgent !== start.isUrgent && { isUrgent: draft.isUrgent }),
    ...(draft.area !== start.area && { place: { area: draft.area } }),
  }
}
