import type { ProposeDecision, ScoreDirection } from '#contract/decision.ts'
import { addressOf, type OrderDraft } from '../order-draft.ts'

/** An option as it is written. */
export interface OptionDraft {
  readonly id: string
  readonly title: string
  readonly expected: string
  /** The order that goes with it; undefined for none. */
  readonly order?: OrderDraft | undefined
}

/** A question as it is written, before it is put forward. */
export interface ProposalDraft {
  readonly question: string
  readonly context: string
  readonly options: readonly OptionDraft[]
  readonly recommended: string
  readonly withinMinutes: number
  readonly series: readonly { readonly metric: string; readonly area: string }[]
  readonly hasIncident: boolean
  readonly consult: readonly string[]
  /** Id of the metric it is judged by; empty for none. */
  readonly metric: string
  readonly area: string
  readonly direction: ScoreDirection
  readonly target: string
  readonly afterHours: number
}

/** Why a draft cannot be put forward as it stands; undefined when it can. */
export type ProposalFault = 'question' | 'options' | 'target'

export const OPTION_IDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const

export function emptyProposal(area: string): ProposalDraft {
  return {
    ...{
      question: '',
      context: '',
      options: OPTION_IDS.slice(0, 2).map((id) => ({ id, title: '', expected: '' })),
      recommended: '',
    },
    ...{
      withinMinutes: 30,
      series: [],
      hasIncident: true,
      consult: [],
      metric: '',
      area,
      direction: 'at-most',
      target: '',
      afterHours: 1,
    },
  }
}

/** What is still lacking. Options without a title are left out, as long as two are there. Pure. */
export function proposalFault({ question, options, metric, target }: ProposalDraft): ProposalFault | undefined {
  if (question.trim() === '') return 'question'
  if (options.filter(({ title }) => title.trim() !== '').length < 2) return 'options'
  return metric !== '' && (target.trim() === '' || !Number.isFinite(Number(target))) ? 'target' : undefined
}

/** The fields of the command; call it for a draft without a fault. `now` is the time of the server. Pure. */
export function proposalFields(
  draft: ProposalDraft,
  {
    incident,
    supersedes,
    now,
  }: { readonly incident?: string | undefined; readonly supersedes?: string | undefined; readonly now: number },
): Omit<ProposeDecision, 'commandId' | 'device'> {
  const options = draft.options.filter(({ title }) => title.trim() !== '')
  const at = now + draft.withinMinutes * 60_000 + draft.afterHours * 3_600_000
  return {
    question: draft.question.trim(),
    options: options.map(({ id, title, expected, order }) => {
      const to = order && addressOf(order)
      return {
        ...{ id, title: title.trim() },
        ...(expected.trim() !== '' && { expected: expected.trim() }),
        ...(order &&
          to &&
          order.title.trim() !== '' && { order: { title: order.title.trim(), to: [to], slaMinutes: order.minutes } }),
      }
    }),
    evidence: {
      series: draft.series.map(({ metric, area }) => ({ metric, area })),
      matters: incident !== undefined && draft.hasIncident ? [{ kind: 'incident', id: incident }] : [],
    },
    withinMinutes: draft.withinMinutes,
    ...(incident === undefined ? { area: draft.area } : { incident }),
    ...(draft.context.trim() !== '' && { context: draft.context.trim() }),
    ...(options.some(({ id }) => id === draft.recommended) && { recommended: draft.recommended }),
    ...(draft.consult.length > 0 && { consult: [...draft.consult] }),
    ...(draft.metric !== '' && {
      followUp: { metric: draft.metric, area: draft.area, direction: draft.direction, target: Number(draft.target), at },
    }),
    ...(supersedes !== undefined && { supersedes }),
  }
}
