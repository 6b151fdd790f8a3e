import type { FileKind } from '#contract/file.ts'
import type { OrderStage, OrderState } from '#contract/order.ts'
import type { OutboxEntry } from '../../state/outbox.ts'

/** What somebody who was given an order can say about it. */
export const ANSWERS = ['acknowledge', 'start', 'progress', 'done', 'failed', 'refuse'] as const
export type Answer = (typeof ANSWERS)[number]

/** Answers one says something with: words, a figure, photos. The others are one press. */
export const HAS_FORM: Readonly<Record<Answer, boolean>> = {
  acknowledge: false,
  start: false,
  progress: true,
  done: true,
  failed: true,
  refuse: true,
}

/** What somebody is about to say with an answer. */
export interface AnswerDraft {
  readonly words: string
  readonly value?: number | undefined
  readonly files: readonly { readonly kind: FileKind }[]
  /** What waits in the outbox to be shown with this order. */
  readonly waiting?: readonly { readonly kind: FileKind }[]
}

/**
 * What an answer lacks before it can be sent: why it was not done, anything at all, or the photo the order asks for, which may
 * have come with what was said before.
 */
export function lackOf(
  answer: Answer,
  { needsPhoto, progress }: Pick<OrderState, 'needsPhoto' | 'progress'>,
  { words, value, files, waiting = [] }: AnswerDraft,
): 'reason' | 'anything' | 'photo' | undefined {
  const isSilent = words.trim() === ''
  if (answer === 'failed' || answer === 'refuse') return isSilent ? 'reason' : undefined
  if (answer === 'progress') return isSilent && value === undefined && files.length === 0 ? 'anything' : undefined
  const shown = [...files, ...waiting, ...progress.flatMap(({ attachments }) => attachments)]
  return answer === 'done' && needsPhoto && !shown.some(({ kind }) => kind === 'photo') ? 'photo' : undefined
}

const AT: Readonly<Record<OrderStage, readonly Answer[]>> = {
  draft: [],
  issued: ['acknowledge', 'refuse'],
  delivered: ['acknowledge', 'refuse'],
  read: ['acknowledge', 'refuse'],
  acknowledged: ['start', 'refuse'],
  'in-progress': ['done', 'progress', 'failed'],
  done: [],
  verified: [],
  failed: [],
  refused: [],
  superseded: [],
  withdrawn: [],
}

/** The stage an answer leads to, once it is in the record. */
const LEADS_TO: Readonly<Record<Answer, OrderStage | undefined>> = {
  acknowledge: 'acknowledged',
  start: 'in-progress',
  progress: undefined,
  done: 'done',
  failed: 'failed',
  refuse: 'refused',
}

/**
 * What can be answered now, the most likely first. What waits in the outbox counts as said: whoever is without a network can
 * go on through all stations, in order. Nothing of it is shown as done.
 */
export function answersTo({ stage }: Pick<OrderState, 'stage'>, waiting: readonly OutboxEntry[]): readonly Answer[] {
  return AT[stageThought(stage, waiting)]
}

/** The stage an order will have when everything that waits for it has been taken. */
export function stageThought(stage: OrderStage, waiting: readonly OutboxEntry[]): OrderStage {
  return waiting.reduce((at, { command, fate }) => {
    const answer = ANSWERS.find((one) => command.verb === `order.${one}`)
    return (fate.kind === 'waiting' && answer !== undefined && LEADS_TO[answer]) || at
  }, stage)
}

/** The body of an answer: words go where the verb keeps them. */
export function answerFields(answer: Answer, words: string, value?: number): object {
  const said = words.trim()
  switch (answer) {
    case 'acknowledge':
    case 'start':
      return said === '' ? {} : { note: said }
    case 'progress':
      return { ...(said !== '' && { text: said }), ...(value !== undefined && { value }) }
    case 'done':
      return said === '' ? {} : { text: said }
    case 'failed':
      return { text: said }
    case 'refuse':
      return { reason: said }
  }
}
