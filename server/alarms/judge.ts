import type { Ended, Grade, Reading, RuleState, Transition } from './rule-state.ts'

/** How patient a rule is, in ms. */
export interface Patience {
  /** How long it must be beyond before it is raised, or graver before that is said. */
  readonly holdMs: number
  /** How long it must be over before it is cleared, or less grave before that is said. */
  readonly calmMs: number
  /** What comes back within this long is the same alarm. */
  readonly returnMs: number
}

export interface Judged {
  /** The very same object when nothing changed. */
  readonly state: RuleState
  readonly transition?: Transition
}

/** Each time an alarm comes back it must be over for at least this long, doubled every time, before it is cleared again. */
const CHATTER_MS = 30_000

/**
 * Decides what a reading means where the rule stands. Pure: asked again with the same reading at the same time it answers
 * the same, and asked with the answer's state it changes nothing more. `name` is what the ids of its alarms begin with.
 */
export function judge(state: RuleState, reading: Reading, now: number, patience: Patience, name: string): Judged {
  switch (state.kind) {
    case 'calm':
      if (reading.kind === 'unjudged' || reading.reached === 0) return { state }
      return rise({ since: now, ...(state.last && { last: state.last }) }, reading, now, patience, name)
    case 'rising':
      // Silence is no proof that it lasted.
      if (reading.kind === 'unjudged' || reading.reached === 0)
        return { state: { kind: 'calm', ...(state.last && { last: state.last }) } }
      return rise(state, reading, now, patience, name, state)
    case 'raised':
      return reading.kind === 'unjudged' ? paused(state) : hold(state, reading, now, patience)
  }
}

/** When a state must be looked at again though no new figure came; undefined when only a figure can change it. */
export function dueAt(state: RuleState, patience: Patience): number | undefined {
  switch (state.kind) {
    case 'calm':
      return undefined
    case 'rising':
      return state.since + patience.holdMs
    case 'raised':
      if (state.worseSince !== undefined) return state.worseSince + patience.holdMs
      return state.betterSince === undefined ? undefined : state.betterSince + calmMs(state.raises, patience)
  }
}

type Beyond = Extract<Reading, { kind: 'judged' }>
type Raised = Extract<RuleState, { kind: 'raised' }>
type Rising = Extract<RuleState, { kind: 'rising' }>

function rise(
  { since, last }: { readonly since: number; readonly last?: Ended },
  { reached, why }: Beyond,
  now: number,
  { holdMs, returnMs }: Patience,
  name: string,
  before?: Rising,
): Judged {
  if (now - since < holdMs) return { state: before ?? { kind: 'rising', since, ...(last && { last }) } }
  const grade = reached as 1 | 2
  const returned = last && since - last.at < returnMs ? last : undefined
  const alarm = returned?.alarm ?? `${name}@${since.toString(36)}`
  return {
    state: { kind: 'raised', alarm, grade, raises: (returned?.raises ?? 0) + 1 },
    transition: { kind: 'raise', alarm, grade, since, why },
  }
}

function hold(state: Raised, { reached, kept, why }: Beyond, now: number, patience: Patience): Judged {
  const { alarm, grade, raises } = state
  if (reached > grade) {
    const worseSince = state.worseSince ?? now
    if (now - worseSince < patience.holdMs) return settle(state, { worseSince })
    const graver = reached as 1 | 2
    return { state: { kind: 'raised', alarm, grade: graver, raises }, transition: { kind: 'change', alarm, grade: graver, why } }
  }
  if (kept >= grade) return settle(state, {})
  const betterSince = state.betterSince ?? now
  if (now - betterSince < calmMs(raises, patience)) return settle(state, { betterSince })
  if (kept === 0) return { state: { kind: 'calm', last: { alarm, at: now, raises } }, transition: { kind: 'clear', alarm, why } }
  const milder = kept as Grade as 1 | 2
  return { state: { kind: 'raised', alarm, grade: milder, raises }, transition: { kind: 'change', alarm, grade: milder, why } }
}

/** A raised state whose clocks are these; the same object when they are already. */
function settle(state: Raised, clocks: Pick<Raised, 'worseSince' | 'betterSince'>): Judged {
  if (state.worseSince === clocks.worseSince && state.betterSince === clocks.betterSince) return { state }
  const { kind, alarm, grade, raises } = state
  return { state: { kind, alarm, grade, raises, ...clocks } }
}

/** A figure that fell silent stops the clocks: an alarm is not over because nobody says so any more. */
function paused(state: Raised): Judged {
  return settle(state, {})
}

function calmMs(raises: number, { calmMs, returnMs }: Patience): number {
  return raises <= 1 ? calmMs : Math.min(returnMs, Math.max(calmMs, CHATTER_MS) * 2 ** Math.min(raises - 2, 10))
}
