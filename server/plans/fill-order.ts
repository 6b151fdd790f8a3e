import type { Evidence, OrderOfStep, Why } from '#contract/applied-plan.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { PlanAddress, PlanBlank, PlanOrder } from '#contract/plan.ts'
import { planArea, townsOf } from './plan-area.ts'

export interface Filling {
  readonly state: IncidentState
  readonly why: Why
  readonly tree: AreaTree
}

/** Lengths the words of an order may have; what is longer is cut, so that it can always be issued. */
const MOST_TITLE = 80
const MOST_TEXT = 2000

/**
 * An order of a plan with its blanks filled in, as it would be issued. Its words are those of the city’s own language: they
 * stand in the record as they were written.
 */
export function fillOrder(
  { title, text, to, domain, slaMinutes, needsPhoto = false, wants = [] }: PlanOrder,
  filling: Filling,
): OrderOfStep {
  return {
    title: cut(filled(title, filling), MOST_TITLE),
    ...(text !== undefined && { text: cut(filled(text, filling), MOST_TEXT) }),
    to: to.flatMap((address) => addressed(address, filling)),
    ...(domain !== undefined && { domain }),
    ...{ slaMinutes, needsPhoto, wants: [...wants] },
  }
}

const BLANKS: { readonly [Blank in PlanBlank]: (filling: Filling) => string } = {
  title: ({ state }) => state.title,
  number: ({ state }) => state.number,
  place: ({ state, tree }) => state.place.text ?? nameOf(state.place.area, tree),
  town: ({ state, tree }) => nameOf(planArea('town', state.place.area, tree), tree),
  level: ({ state }) => (state.levels.response ? `${state.levels.response.level}级` : ''),
  why: ({ why, tree }) => whyText(why, tree),
}

function filled(words: string, filling: Filling): string {
  return words.replace(/\{([a-z]+)\}/g, (_said, blank: PlanBlank) => BLANKS[blank](filling))
}

function addressed(address: PlanAddress, { state, tree }: Filling): OrderOfStep['to'] {
  const place = state.place.area
  if (address.area === 'towns') return townsOf(place, tree).map((area) => ({ ...address, area }))
  if (address.kind === 'department') {
    const { area, ...rest } = address
    return [{ ...rest, ...(area !== undefined && { area: planArea(area, place, tree) }) }]
  }
  return [{ ...address, area: planArea(address.area, place, tree) }]
}

function whyText(why: Why, tree: AreaTree): string {
  switch (why.kind) {
    case 'level':
      return `启动${why.level}级响应`
    case 'hand':
      return why.reason
    case 'condition':
      return why.because.map((evidence) => evidenceText(evidence, tree)).join('；')
  }
}

function evidenceText(evidence: Evidence, tree: AreaTree): string {
  switch (evidence.kind) {
    case 'figure': {
      const { names, unit, area, value, decimals, is, limit } = evidence
      return `${nameOf(area, tree)}${names.zh} ${value.toFixed(decimals)} ${unit.zh}（${is === 'at-least' ? '≥' : '≤'}${limit}）`
    }
    case 'level':
      return `${LEVEL_WORDS[evidence.field]}${evidence.level}级`
    case 'phase':
      return '已进入相应阶段'
    case 'casualties':
      return `${CASUALTY_WORDS[evidence.figure]} ${evidence.value} 人`
    case 'measure':
      return `${evidence.names.zh} ${evidence.value}（≥${evidence.limit}）`
    case 'elapsed':
      return `已过 ${evidence.minutes} 分钟`
    case 'step':
      return `已执行“${evidence.names.zh}”`
    case 'orders':
      return `“${evidence.names.zh}”的指令${ORDERS_WORDS[evidence.are]}（${evidence.of} 条：办结 ${evidence.done}，未完成 ${evidence.failed}）`
  }
}

const LEVEL_WORDS = { warning: '预警', event: '事件', response: '响应' } as const
const ORDERS_WORDS = { done: '全部办结', failed: '有未完成的', over: '均已了结' } as const
const CASUALTY_WORDS = {
  dead: '死亡',
  missing: '失联',
  serious: '重伤',
  minor: '轻伤',
  trapped: '被困',
  evacuated: '转移',
} as const

function nameOf(area: string, tree: AreaTree): string {
  const found = tree.byCode.get(area)
  return (found?.short ?? found?.names)?.zh ?? area
}

function cut(words: string, most: number): string {
  const letters = [...words]
  return letters.length <= most ? words : `${letters.slice(0, most - 1).join('')}…`
}
