import type { DrillStep, DrillStepOf } from '#contract/drill.ts'
import type { Happening } from '#contract/drill-run.ts'

/** What a step of a script is told as, at a second of the drill; undefined for figures and expectations, which are shown as such. */
export function happeningOf(step: DrillStep, at: number): Happening | undefined {
  switch (step.kind) {
    case 'observe':
    case 'expect':
      return undefined
    case 'signal':
      return { at, kind: 'signal', channel: step.channel, text: step.text, area: step.place.area }
    case 'action':
      return { at, kind: 'action', player: step.player, what: step.do.what }
    case 'cross-city':
    case 'media':
      return { at, kind: 'message', player: step.player, text: messageOf(step) }
    case 'things':
      return { at, kind: 'things', department: step.department, count: step.rows.length }
    case 'fault':
      return { at, kind: 'fault', fault: step.fault, target: step.target, isOver: false }
  }
}

/** What is written into the chat of the incident: who of another city said it stands before it. */
export function messageOf(step: DrillStepOf<'cross-city' | 'media'>): string {
  return step.kind === 'media' ? step.text : `${step.partner.zh}：${step.text}`
}
