import type { Posture } from '#contract/posture.ts'
import { CONTROLS, DISCLAIMER } from './controls.ts'
import { STANDINGS } from './evidence.ts'
import type { Facts } from './facts.ts'

/** The whole checklist with how each control stands. Pure. */
export function postureOf(facts: Facts): Posture {
  const controls = CONTROLS.map((words) => {
    const { state, evidence } = STANDINGS[words.id](facts)
    return { ...words, state, evidence }
  })
  return { at: facts.at, disclaimer: DISCLAIMER, controls }
}
