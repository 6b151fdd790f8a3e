import type { Role } from '#contract/access.ts'
import type { DeadlineOutcome } from '#contract/after-action.ts'
import type { DecisionStage, ScoreDirection, ScoreOutcome } from '#contract/decision.ts'
import type {
  CasualtyFigure,
  GroupKind,
  IncidentClass,
  Level,
  LevelField,
  MarkKind,
  Phase,
  Post,
  ReportKind,
  ReportMode,
  RollAnswer,
} from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import type { OrderStage } from '#contract/order.ts'

function both(zh: string, en: string): Names {
  return { zh, en }
}

/**
 * Words of the after-action report in both languages. They are the server's, because paper is written where no screen is; the page
 * on a screen shows the report's own words, so that screen and paper say the same.
 */
export const WORDS = {
  class: {
    'natural-disaster': both('自然灾害', 'Natural disaster'),
    accident: both('事故灾难', 'Accident'),
    'public-health': both('公共卫生', 'Public health'),
    'public-security': both('社会安全', 'Public security'),
  } satisfies Record<IncidentClass, Names>,
  level: {
    I: both('I级 特别重大', 'I, extremely grave'),
    II: both('II级 重大', 'II, grave'),
    III: both('III级 较大', 'III, serious'),
    IV: both('IV级 一般', 'IV, ordinary'),
  } satisfies Record<Level, Names>,
  field: {
    warning: both('预警', 'Warning'),
    event: both('事件', 'Event'),
    response: both('响应', 'Response'),
  } satisfies Record<LevelField, Names>,
  phase: {
    monitoring: both('监测预警', 'Monitoring'),
    'first-response': both('先期处置', 'First response'),
    reporting: both('信息报告', 'Reporting'),
    assessment: both('研判定级', 'Assessment'),
    activation: both('响应启动', 'Activation'),
    coordination: both('指挥协调', 'Coordination'),
    'on-scene': both('现场处置', 'On scene'),
    publication: both('信息发布', 'Publication'),
    ended: both('应急结束', 'Emergency ended'),
    recovery: both('善后恢复', 'Recovery'),
    review: both('调查评估', 'Review'),
  } satisfies Record<Phase, Names>,
  post: {
    deputy: both('副总指挥', 'deputy'),
    'field-commander': both('现场指挥官', 'field commander'),
    'duty-officer': both('值班员', 'duty officer'),
    'duty-leader': both('带班领导', 'duty leader'),
    liaison: both('联络员', 'liaison'),
    recorder: both('记录员', 'recorder'),
    observer: both('观察员', 'observer'),
  } satisfies Record<Post, Names>,
  group: {
    coordination: both('综合协调', 'coordination'),
    rescue: both('抢险救援', 'rescue'),
    medical: both('医疗救治', 'medical'),
    'traffic-security': both('治安交通', 'traffic and security'),
    evacuation: both('疏散安置', 'evacuation'),
    environment: both('环境监测', 'environment'),
    communications: both('通信保障', 'communications'),
    logistics: both('后勤保障', 'logistics'),
    press: both('新闻宣传', 'press'),
    aftermath: both('善后', 'aftermath'),
    experts: both('专家', 'experts'),
  } satisfies Record<GroupKind, Names>,
  roll: {
    present: both('到', 'here'),
    'on-the-way': both('途中', 'on the way'),
    unable: both('不能到', 'unable'),
    unreachable: both('联系不上', 'unreachable'),
  } satisfies Record<RollAnswer, Names>,
  figure: {
    dead: both('死亡', 'dead'),
    missing: both('失联', 'missing'),
    serious: both('重伤', 'serious'),
    minor: both('轻伤', 'minor'),
    trapped: both('被困', 'trapped'),
    evacuated: both('转移', 'moved'),
  } satisfies Record<CasualtyFigure, Names>,
  report: {
    first: both('首报', 'First report'),
    'follow-up': both('续报', 'Follow-up'),
    final: both('终报', 'Final report'),
  } satisfies Record<ReportKind, Names>,
  mode: {
    phone: both('电话', 'by phone'),
    written: both('书面', 'in writing'),
    system: both('系统', 'by system'),
  } satisfies Record<ReportMode, Names>,
  mark: {
    point: both('点位', 'a point'),
    evacuation: both('疏散区', 'an evacuation area'),
    closure: both('封控', 'a closure'),
    cordon: both('警戒区', 'a cordon'),
    'flood-line': both('淹没线', 'a flood line'),
    route: both('路线', 'a route'),
    'command-post': both('指挥部', 'a command post'),
    note: both('注记', 'a note'),
  } satisfies Record<MarkKind, Names>,
  stage: {
    draft: both('拟稿', 'Draft'),
    issued: both('已下达', 'Issued'),
    delivered: both('已送达', 'Delivered'),
    read: both('已阅', 'Read'),
    acknowledged: both('已签收', 'Acknowledged'),
    'in-progress': both('办理中', 'In progress'),
    done: both('已办结', 'Done'),
    verified: both('已核查', 'Verified'),
    failed: both('未完成', 'Failed'),
    refused: both('已拒绝', 'Refused'),
    superseded: both('被替代', 'Replaced'),
    withdrawn: both('已撤回', 'Withdrawn'),
  } satisfies Record<OrderStage, Names>,
  deadline: {
    met: both('按时', 'In time'),
    late: both('迟报', 'Late'),
    missed: both('未报', 'Missed'),
    running: both('计时中', 'Running'),
  } satisfies Record<DeadlineOutcome, Names>,
  decision: {
    open: both('待决', 'Open'),
    decided: both('已决，待评', 'Decided, to be judged'),
    scored: both('已评', 'Judged'),
    superseded: both('被替代', 'Replaced'),
    withdrawn: both('已撤回', 'Withdrawn'),
  } satisfies Record<DecisionStage, Names>,
  score: {
    met: both('达成', 'Met'),
    missed: both('未达成', 'Missed'),
    'no-data': both('无数据', 'No data'),
  } satisfies Record<ScoreOutcome, Names>,
  direction: {
    'at-least': both('不低于', 'at least'),
    'at-most': both('不高于', 'at most'),
  } satisfies Record<ScoreDirection, Names>,
} as const

const ROLE_WORDS: Partial<Record<Role, Names>> = {
  leader: both('领导', 'leader'),
  commander: both('指挥长', 'commander'),
  'duty-officer': both('值班员', 'duty officer'),
  dispatcher: both('调度员', 'dispatcher'),
  'department-staff': both('部门人员', 'department staff'),
  'town-staff': both('镇街人员', 'town staff'),
  'field-responder': both('现场人员', 'field responder'),
}

/** What a role is called; its own name for one that answers no orders. */
export function roleNames(role: Role): Names {
  return ROLE_WORDS[role] ?? both(role, role)
}
