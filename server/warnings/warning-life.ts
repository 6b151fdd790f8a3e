import {
  CAP_CERTAINTIES,
  CAP_SEVERITIES,
  CAP_URGENCIES,
  type CapMessage,
  type CapReference,
  type CapScope,
  capInstant,
  capReference,
} from '#contract/cap.ts'
import type { MatterEvent } from '#contract/matter.ts'
import type { Sensitivity } from '#contract/sensitivity.ts'
import { WARNING_WITHOUT_END_MS, type WarningMessage, type WarningPhase, type WarningState } from '#contract/warning.ts'
import type { Life } from '../matters/life.ts'
import { colourOf } from './colour-of.ts'

/** A message and the city's areas it was matched to when it was taken in. */
export interface PlacedMessage {
  readonly message: CapMessage
  /** Codes of areas; none when it lies elsewhere. */
  readonly areas: readonly string[]
  /** The smallest area that holds all of them. */
  readonly place: string
}

/** What happens to a warning. Messages from a source are `received`; those issued here bear the name of what was done. */
export type WarningEvent =
  | MatterEvent<'warning.received' | 'warning.issued' | 'warning.updated' | 'warning.cancelled', PlacedMessage>
  | MatterEvent<'warning.answered', { readonly message: CapMessage }>
  | MatterEvent<'warning.replaced', { readonly by: string }>
  | MatterEvent<'warning.expired', null>

/**
 * The life of a warning: what its newest message says, whatever order the messages arrived in, until it is cancelled, over,
 * or another warning takes its place.
 */
export const WARNING: Life<'warning', WarningState, WarningEvent> = {
  kind: 'warning',
  evolve: (state, event) => {
    switch (event.type) {
      case 'warning.received':
      case 'warning.issued':
      case 'warning.updated':
      case 'warning.cancelled':
        return withMessage(state, event.body, event)
      case 'warning.answered':
        return withReply(existing(state), event.body.message)
      case 'warning.replaced':
        return { ...existing(state), phase: 'replaced', replacedBy: event.body.by }
      case 'warning.expired':
        return { ...existing(state), phase: 'expired' }
    }
  },
  standing: (state) => {
    const sensitivity = SENSITIVITY[state.scope]
    return { isOpen: isShown(state), reach: { area: state.place, ...(sensitivity && { sensitivity }) } }
  },
  inRoom: (state) => ({ ...state, message: forEverybody(state), replies: [] }),
}

/** What does not go to everybody is for those cleared for it; a wall is not for what goes to its addressees only. */
const SENSITIVITY: Readonly<Record<CapScope, Sensitivity | undefined>> = {
  Public: undefined,
  Restricted: 'internal',
  Private: 'sensitive',
}

/** True for a warning that is one now: in force, meant, and for somewhere in the city. */
export function isShown(state: Pick<WarningState, 'phase' | 'status' | 'areas' | 'origin'>): boolean {
  return state.phase === 'in-force' && isMeant(state) && state.areas.length > 0
}

/**
 * True for what is meant as a warning here. Tests and exercises of others never are; what is issued here is an exercise only in
 * the shadow city of a drill, where that is what people play with.
 */
export function isMeant({ status, origin }: Pick<WarningState, 'status' | 'origin'>): boolean {
  return status === 'Actual' || (status === 'Exercise' && origin === 'own')
}

function existing(state: WarningState | undefined): WarningState {
  if (!state) throw new Error('a warning begins with a message')
  return state
}

function withMessage(
  state: WarningState | undefined,
  { message, areas, place }: PlacedMessage,
  { actor, at }: Pick<WarningEvent, 'actor' | 'at'>,
): WarningState {
  const messages = inOrder([...(state?.messages ?? []), summaryOf(message)])
  const isNewest = !state || isContentNewer(message, state.message)
  const content = isNewest ? contentOf({ message, areas, place }) : pickContent(state)
  const isFromSource = actor.kind === 'source'
  const origin = state?.origin ?? (isFromSource ? 'source' : 'own')
  const source = state?.source ?? (isFromSource ? actor.name : undefined)
  return {
    ...{ origin, ...(source !== undefined && { source }), ...content, messages, replies: state?.replies ?? [] },
    ...(state?.replacedBy !== undefined && { replacedBy: state.replacedBy }),
    phase: phaseOf(content, messages, state?.replacedBy, at),
  }
}

/** A message that says something comes before a cancel, which says only that it is over; else the one that was sent later. */
function isContentNewer(message: CapMessage, before: CapMessage): boolean {
  if (message.msgType === 'Cancel' || before.msgType === 'Cancel')
    return before.msgType === 'Cancel' && message.msgType !== 'Cancel'
  return compare(message, before) > 0
}

type Content = Omit<WarningState, 'origin' | 'source' | 'phase' | 'messages' | 'replacedBy' | 'replies'>

function contentOf({ message, areas, place }: PlacedMessage): Content {
  const { info } = message
  const sentAt = capInstant(message.sent)
  const starts = info.map(({ onset, effective }) => capInstant(onset ?? effective ?? message.sent))
  const fromAt = starts.length > 0 ? Math.min(...starts) : sentAt
  const ends = info.map(({ expires }) => (expires === undefined ? fromAt + WARNING_WITHOUT_END_MS : capInstant(expires)))
  const colour = colourOf(info)
  return {
    ...{ status: message.status, scope: message.scope, ...(colour && { colour }) },
    severity:
      first(
        CAP_SEVERITIES,
        info.map(({ severity }) => severity),
      ) ?? 'Unknown',
    urgency:
      first(
        CAP_URGENCIES,
        info.map(({ urgency }) => urgency),
      ) ?? 'Unknown',
    certainty:
      first(
        CAP_CERTAINTIES,
        info.map(({ certainty }) => certainty),
      ) ?? 'Unknown',
    ...{ areas: [...areas], place, fromAt, untilAt: ends.length > 0 ? Math.max(...ends) : sentAt, message },
  }
}

function pickContent(state: WarningState): Content {
  const { status, scope, colour, severity, urgency, certainty, areas, place, fromAt, untilAt, message } = state
  return { status, scope, ...(colour && { colour }), severity, urgency, certainty, areas, place, fromAt, untilAt, message }
}

function phaseOf(
  { message, untilAt }: Pick<Content, 'message' | 'untilAt'>,
  messages: readonly WarningMessage[],
  replacedBy: string | undefined,
  at: number,
): WarningPhase {
  if (replacedBy !== undefined) return 'replaced'
  if (messages.some((each) => each.msgType === 'Cancel' && (message.msgType === 'Cancel' || compare(each, message) >= 0)))
    return 'cancelled'
  return at >= untilAt ? 'expired' : 'in-force'
}

function withReply(state: WarningState, { msgType, sender, identifier, sent, note }: CapMessage): WarningState {
  const reply = {
    msgType: msgType === 'Error' ? msgType : 'Ack',
    sender,
    identifier,
    at: capInstant(sent),
    ...(note !== undefined && { note }),
  } as const
  return { ...state, replies: [...state.replies, reply] }
}

function summaryOf(message: CapMessage): WarningMessage {
  const { msgType, note } = message
  return { ...capReference(message), msgType, ...(note !== undefined && { note }) }
}

/** Order of sending; of the same second, by identifier, so that everybody finds the same order. */
function compare(a: CapReference, b: CapReference): number {
  return capInstant(a.sent) - capInstant(b.sent) || (a.identifier < b.identifier ? -1 : a.identifier > b.identifier ? 1 : 0)
}

function inOrder(messages: readonly WarningMessage[]): WarningMessage[] {
  return [...messages].sort(compare)
}

function first<Word>(order: readonly Word[], said: readonly Word[]): Word | undefined {
  return order.find((word) => said.includes(word))
}

/** The message without what is not for a room: whom it goes to, whom to call, and the words of one that is not public. */
function forEverybody({ message, scope }: WarningState): CapMessage {
  const { addresses: _addresses, restriction: _restriction, note: _note, source: _source, ...said } = message
  const info = said.info.map(({ contact: _contact, ...each }) => {
    if (scope === 'Public') return each
    const { description: _description, instruction: _instruction, resource: _resource, ...plain } = each
    return { ...plain, resource: [] }
  })
  return { ...said, info }
}
