import type { ReviewKind, ReviewLine } from '#contract/after-action.ts'
import type { DecisionEvent } from '#contract/decision.ts'
import { CASUALTY_FIGURES, type IncidentEvent, type Level, type LevelField } from '#contract/incident.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import type { Names } from '#contract/names.ts'
import type { OrderEvent } from '#contract/order.ts'
import type { PastMatter } from '../matters/matter-store.ts'
import { headlineOf } from '../warnings/headline-of.ts'
import type { WarningEvent } from '../warnings/warning-life.ts'
import type { IncidentRecord } from './incident-record.ts'
import { WORDS } from './review-words.ts'

type Said = string | number | Names

/** Everything that happened, oldest first, in both languages; of the same moment in the order of the record. Pure. */
export function timelineOf({ incident, orders, decisions, warnings }: IncidentRecord): ReviewLine[] {
  const lines = [
    ...linesOf('incident', incident, incidentWords),
    ...orders.flatMap((order) => linesOf('order', order, orderWords(order))),
    ...decisions.flatMap((decision) => linesOf('decision', decision, decisionWords(decision))),
    ...warnings.flatMap((warning) => linesOf('warning', warning, warningWords)),
  ]
  return lines.sort(
    (a, b) => a.revision - b.revision || a.at - b.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compare(a.id, b.id),
  )
}

const KINDS: readonly ReviewKind[] = ['incident', 'decision', 'order', 'warning']

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What an event says to somebody who reads how it went; undefined for signs of life and receipts. */
type Telling = (event: RecordedEvent['event']) => Names | undefined

function linesOf(kind: ReviewKind, { id, events }: PastMatter, tell: Telling): ReviewLine[] {
  return events.flatMap(({ revision, event }) => {
    const words = tell(event)
    return words ? [{ at: event.at, revision, kind, id, type: event.type, words }] : []
  })
}

/** Puts words into blanks, each language its own. */
function say(zh: string, en: string, blanks: Readonly<Record<string, Said>> = {}): Names {
  const fill = (text: string, language: keyof Names) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const blank = blanks[name]
      return blank === undefined ? whole : typeof blank === 'object' ? blank[language] : String(blank)
    })
  return { zh: fill(zh, 'zh'), en: fill(en, 'en') }
}

const NO_LEVEL: Readonly<Record<LevelField, Names>> = {
  warning: { zh: '未发布', en: 'none' },
  event: { zh: '待核', en: 'unverified' },
  response: { zh: '未启动', en: 'not started' },
}

function incidentWords(recorded: RecordedEvent['event']): Names | undefined {
  const event = recorded as IncidentEvent
  const who = event.actor.name
  switch (event.type) {
    case 'incident.opened':
      return say('{who} 开事件：{title}', '{who} opened the incident: {title}', { who, title: event.body.title })
    case 'incident.joined':
      return say('又报同一情况：{text}', 'Another report of the same: {text}', { text: event.body.link.text })
    case 'incident.lookalike-found':
      return say('可能与「{title}」为同一事件', 'May be the same as “{title}”', { title: event.body.lookalike.title })
    case 'incident.lookalike-dismissed':
      return say('{who} 判定并非同一事件', '{who} judged that it is another happening', { who })
    case 'incident.merged':
      return say('{who} 判定与另一事件相同，并入', '{who} merged it into another incident', { who })
    case 'incident.absorbed':
      return say('{who} 并入另一事件的 {n} 条来报', '{who} took over {n} reports of another incident', {
        who,
        n: event.body.links.length,
      })
    case 'incident.described':
      return say('{who} 更正事件要素', '{who} put the description right', { who })
    case 'incident.phase-entered':
      return say('{who} 转入「{phase}」', '{who} entered “{phase}”', { who, phase: WORDS.phase[event.body.phase] })
    case 'incident.reopened':
      return say('{who} 重启事件：{reason}', '{who} re-opened the incident: {reason}', { who, reason: event.body.reason })
    case 'incident.level-changed': {
      const { field, from, to, reason } = event.body
      const level = (one: Level | null) => (one === null ? NO_LEVEL[field] : WORDS.level[one])
      const blanks = { field: WORDS.field[field], from: level(from), to: level(to), who, reason }
      return say('{field}级别 {from} → {to}，{who}：{reason}', '{field} level {from} → {to}, {who}: {reason}', blanks)
    }
    case 'incident.level-proposed':
      return say('按标准测算，事件级别应为 {level}', 'By the tables the event level is {level}', {
        level: WORDS.level[event.body.level],
      })
    case 'incident.measured': {
      const { measure, measured } = event.body
      return say('{measure} {value}，{source}', '{measure} {value}, {source}', {
        measure,
        value: measured.value,
        source: measured.source,
      })
    }
    case 'incident.command-taken':
      return say('{name} 任总指挥', '{name} commands', { name: event.body.commander.name })
    case 'incident.command-lapsed':
      return say('总指挥未续在位，指挥暂缺', 'The commander was not heard of in time: nobody commands')
    case 'incident.handover-offered':
      return say('{who} 提出向 {to} 移交指挥', '{who} offered command to {to}', { who, to: event.body.to.name })
    case 'incident.handover-ended':
      return event.body.how === 'declined'
        ? say('{who} 谢绝接任指挥', '{who} declined command', { who })
        : say('{who} 收回移交', '{who} withdrew the offer', { who })
    case 'incident.handover-accepted':
      return say('{name} 接替 {from} 任总指挥', '{name} took command over from {from}', {
        name: event.body.commander.name,
        from: event.body.from.name,
      })
    case 'incident.deputy-promoted':
      return say('副总指挥 {name} 自动接任总指挥', 'The deputy {name} commands by rule', { name: event.body.commander.name })
    case 'incident.post-given': {
      const { post, person } = event.body
      if (person === null) return say('{post} 免去', '{post}: nobody any more', { post: WORDS.post[post] })
      return say('{name} 任{post}', '{name} is {post}', { name: person.name, post: WORDS.post[post] })
    }
    case 'incident.group-set':
      return say('{who} 组建{group}组', '{who} set up the group {group}', { who, group: WORDS.group[event.body.group.kind] })
    case 'incident.group-dissolved':
      return say('{who} 撤销工作组', '{who} dissolved a group', { who })
    case 'incident.roll-called':
      return say('{who} 点名，应到 {n} 人', '{who} called the roll of {n}', { who, n: event.body.asked.length })
    case 'incident.roll-answered':
      return say('点名：{name} {answer}', 'Roll call: {name} {answer}', {
        name: event.body.person.name,
        answer: WORDS.roll[event.body.answer],
      })
    case 'incident.casualties-counted': {
      const { version, figures, source } = event.body
      const known = CASUALTY_FIGURES.filter((figure) => figures[figure] !== null)
      const counted = (language: keyof Names) =>
        known.map((figure) => `${WORDS.figure[figure][language]} ${figures[figure]}`).join(' ')
      const words = { zh: counted('zh') || '待核', en: counted('en') || 'unverified' }
      return say('伤亡第 {version} 版：{words}，{source}', 'Casualties, version {version}: {words}; {source}', {
        version,
        words,
        source,
      })
    }
    case 'incident.reported': {
      const { kind, mode, to } = event.body
      const blanks = { who, kind: WORDS.report[kind], mode: WORDS.mode[mode], to }
      return say('{who} {mode}{kind}，报 {to}', '{who}: {kind} {mode}, to {to}', blanks)
    }
    case 'incident.deadline-missed':
      return say('一项报告超时未报', 'A report is overdue')
    case 'incident.marked':
      return say('{who} 标绘{kind}「{label}」', '{who} drew {kind} “{label}”', {
        who,
        kind: WORDS.mark[event.body.kind],
        label: event.body.label,
      })
    case 'incident.unmarked':
      return say('{who} 移除标绘', '{who} removed a drawing', { who })
    case 'incident.message-sent':
      return say('{who}：{text}', '{who}: {text}', { who, text: event.body.text || '…' })
    case 'incident.order-issued':
      return say('{who} 下达 {seq} 号：{title}', '{who} issued order {seq}: {title}', {
        who,
        seq: event.body.seq,
        title: event.body.title,
      })
    case 'incident.plan-applied':
      return say('{who} 启动《{plan}》，{level}级响应', '{who} applied “{plan}”, response level {level}', {
        ...{ who, plan: event.body.names, level: event.body.level },
      })
    case 'incident.step-proposed':
      return say('{who} 提出：{step}（{n} 条指令待采纳）', '{who} proposes: {step} ({n} orders wait to be accepted)', {
        ...{ who, step: event.body.names, n: event.body.orders.length },
      })
    case 'incident.step-accepted':
      return say('{who} 采纳：{step}，下达 {n} 条指令', '{who} accepted {step}: {n} orders', {
        ...{ who, step: event.body.names, n: event.body.orders.length },
      })
    case 'incident.step-dismissed':
      return say('{who} 驳回：{step}，{reason}', '{who} dismissed {step}: {reason}', {
        ...{ who, step: event.body.names, reason: event.body.reason },
      })
    case 'incident.plan-ended':
      return say('{who} 终止《{plan}》：{reason}', '{who} ended “{plan}”: {reason}', {
        ...{ who, plan: event.body.names, reason: event.body.reason },
      })
    case 'incident.closed':
      return say('{who} 结案', '{who} closed the incident', { who })
    case 'incident.withdrawn':
      return say('{who} 撤销事件：{reason}', '{who} withdrew the incident: {reason}', { who, reason: event.body.reason })
    case 'incident.command-renewed':
    case 'incident.messages-read':
    case 'incident.deadline-set':
    case 'incident.deadline-dropped':
      return undefined
    default:
      return untold(recorded)
  }
}

/** What another part of the product tells of an incident stands by its own name: nothing is left out of the log. */
function untold({ type, actor }: RecordedEvent['event']): Names {
  return say('{who} {type}', '{who} {type}', { who: actor.name, type })
}

function orderWords({ events }: PastMatter): Telling {
  const drafted = events[0]?.event as Extract<OrderEvent, { type: 'order.drafted' }> | undefined
  const title = drafted?.body.title ?? ''
  return (recorded) => {
    const event = recorded as OrderEvent
    const blanks = { who: event.actor.name, title }
    switch (event.type) {
      case 'order.acknowledged':
        return say('{who} 签收「{title}」', '{who} acknowledged “{title}”', blanks)
      case 'order.progressed': {
        const text = event.body.text ?? event.body.asks ?? (event.body.value === undefined ? '…' : String(event.body.value))
        return say('「{title}」{who} 反馈：{text}', '“{title}”, {who}: {text}', { ...blanks, text })
      }
      case 'order.done':
        return say('{who} 办结「{title}」', '{who} finished “{title}”', blanks)
      case 'order.failed':
        return say('「{title}」未完成，{who}：{text}', '“{title}” could not be done, {who}: {text}', {
          ...blanks,
          text: event.body.text,
        })
      case 'order.refused':
        return say('{who} 拒绝「{title}」：{text}', '{who} refused “{title}”: {text}', { ...blanks, text: event.body.text })
      case 'order.returned':
        return say('{who} 退回「{title}」：{text}', '{who} sent “{title}” back: {text}', { ...blanks, text: event.body.reason })
      case 'order.verified':
        return say('{who} 核查通过「{title}」', '{who} verified “{title}”', blanks)
      case 'order.escalated':
        return event.body.step === 'commander'
          ? say('「{title}」超时 50%，催办至总指挥', '“{title}” is half over its time: the commander is told', blanks)
          : say('「{title}」超时，催办至带班领导', '“{title}” is overdue: the duty leader is told', blanks)
      case 'order.superseded':
        return say('「{title}」被新指令替代', '“{title}” is replaced by a new order', blanks)
      case 'order.withdrawn':
        return say('{who} 撤回「{title}」：{text}', '{who} withdrew “{title}”: {text}', { ...blanks, text: event.body.reason })
      case 'order.overcommitted':
        return say('「{title}」超配 {resource}：{text}', '“{title}” took {resource} as well: {text}', {
          ...{ title, resource: event.body.resource.name ?? event.body.resource.id, text: event.body.reason },
        })
      default:
        // Drafting and issuing are told by the incident; the ways of a message to a device are in the statistics.
        return undefined
    }
  }
}

function decisionWords({ events }: PastMatter): Telling {
  const proposed = events[0]?.event as Extract<DecisionEvent, { type: 'decision.proposed' }> | undefined
  const { question = '', options = [], evidence } = proposed?.body ?? {}
  return (recorded) => {
    const event = recorded as DecisionEvent
    const blanks = { who: event.actor.name, question }
    switch (event.type) {
      case 'decision.proposed': {
        const counted = { points: evidence?.points.length ?? 0, matters: evidence?.matters.length ?? 0 }
        return say(
          '{who} 提请决策：{question}（证据 {points} 项数据、{matters} 件事项）',
          '{who} asks for a decision: {question} (on {points} figures and {matters} matters)',
          { ...blanks, ...counted },
        )
      }
      case 'decision.answered': {
        const { answer, words } = event.body
        const text = words === undefined ? '' : `：${words}`
        return answer === 'agree'
          ? say('{who} 同意「{question}」{text}', '{who} agrees with “{question}”{text}', { ...blanks, text })
          : say('{who} 反对「{question}」{text}', '{who} disagrees with “{question}”{text}', { ...blanks, text })
      }
      case 'decision.decided': {
        const option = options.find(({ id }) => id === event.body.option)?.title ?? event.body.option
        return say('{who} 决定：{option}（{question}）', '{who} decides: {option} ({question})', { ...blanks, option })
      }
      case 'decision.overdue':
        return say('「{question}」逾期未决', '“{question}” is overdue', blanks)
      case 'decision.scored': {
        const { outcome, point } = event.body
        const score = { ...blanks, outcome: WORDS.score[outcome], value: point?.value ?? '–' }
        return say('「{question}」评为{outcome}（{value}）', '“{question}” came out: {outcome} ({value})', score)
      }
      case 'decision.noted':
        return undefined
      case 'decision.superseded':
        return say('「{question}」被新决策替代', '“{question}” is replaced by a newer one', blanks)
      case 'decision.withdrawn':
        return say('{who} 撤回「{question}」：{reason}', '{who} withdrew “{question}”: {reason}', {
          ...blanks,
          reason: event.body.reason,
        })
    }
  }
}

const WARNING_WORDS: Partial<Record<string, readonly [zh: string, en: string]>> = {
  'warning.received': ['收到预警：{headline}', 'Warning received: {headline}'],
  'warning.issued': ['发布预警：{headline}', 'Warning issued: {headline}'],
  'warning.updated': ['更新预警：{headline}', 'Warning updated: {headline}'],
  'warning.cancelled': ['解除预警：{headline}', 'Warning ended: {headline}'],
}

function warningWords(recorded: RecordedEvent['event']): Names | undefined {
  const words = WARNING_WORDS[recorded.type]
  const body = (recorded as WarningEvent).body
  if (!words || body === null || !('message' in body)) return undefined
  return say(words[0], words[1], { headline: headlineOf(body) })
}
