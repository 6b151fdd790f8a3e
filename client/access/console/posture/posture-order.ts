import { CONTROL_STATES, type Control, type ControlState } from '#contract/posture.ts'

/** How many controls stand in each state, in the order of the contract; states with none are left out. Pure. */
export function countStates(controls: readonly Control[]): readonly { readonly state: ControlState; readonly count: number }[] {
  return CONTROL_STATES.map((state) => ({ state, count: controls.filter((control) => control.state === state).length })).filter(
    ({ count }) => count > 0,
  )
}

/** What needs a hand first: not met, unknown, partly, outside, then what is met; within a state as the checklist goes. Pure. */
export function byNeed(controls: readonly Control[]): readonly Control[] {
  return controls
    .map((control, index) => ({ control, index }))
    .toSorted((a, b) => NEED.indexOf(a.control.state) - NEED.indexOf(b.control.state) || a.index - b.index)
    .map(({ control }) => control)
}

const NEED: readonly ControlState[] = ['not-met', 'unknown', 'partly', 'outside', 'met']
