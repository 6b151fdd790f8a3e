import { Type } from 'typebox'

/** 四类突发事件: 自然灾害, 事故灾难, 公共卫生, 社会安全. Subtypes are data of the city (`contract/command-tables.ts`). */
export const INCIDENT_CLASSES = ['natural-disaster', 'accident', 'public-health', 'public-security'] as const
export type IncidentClass = (typeof INCIDENT_CLASSES)[number]
export const IncidentClassSchema = Type.Enum(INCIDENT_CLASSES)

/** I 特别重大/红, II 重大/橙, III 较大/黄, IV 一般/蓝; gravest first. */
export const LEVELS = ['I', 'II', 'III', 'IV'] as const
export type Level = (typeof LEVELS)[number]
export const LevelSchema = Type.Enum(LEVELS)

/** True when `level` is graver than `other`, or stands where there is no other. */
export function isGraver(level: Level, other: Level | undefined): boolean {
  return other === undefined || LEVELS.indexOf(level) < LEVELS.indexOf(other)
}

/** Three different things, never one: what was warned of 预警, how grave it is 事件, how it is answered 响应. */
export const LEVEL_FIELDS = ['warning', 'event', 'response'] as const
export type LevelField = (typeof LEVEL_FIELDS)[number]

/**
 * The procedure, in its order: 监测预警, 先期处置, 信息报告, 研判定级, 响应启动, 指挥协调, 现场处置, 信息发布, 应急结束, 善后恢复,
 * 调查评估. Which may follow which is told by `FOLLOWING`.
 */
export const PHASES = [
  'monitoring',
  'first-response',
  'reporting',
  'assessment',
  'activation',
  'coordination',
  'on-scene',
  'publication',
  'ended',
  'recovery',
  'review',
] as const
export type Phase = (typeof PHASES)[number]
export const PhaseSchema = Type.Enum(PHASES)

/**
 * The phases a person may enter from each. Before the emergency ends a phase may be passed over (the event names those that
 * were); its end, the recovery and the review never are. The only way back is to re-open an incident that ended
 * (`incident.reopen`), for `REOPEN_MS` after its end.
 */
export const FOLLOWING: Readonly<Record<Phase, readonly Phase[]>> = {
  monitoring: ['first-response', 'reporting', 'assessment', 'activation', 'coordination', 'on-scene', 'publication', 'ended'],
  'first-response': ['reporting', 'assessment', 'activation', 'coordination', 'on-scene', 'publication', 'ended'],
  reporting: ['assessment', 'activation', 'coordination', 'on-scene', 'publication', 'ended'],
  assessment: ['activation', 'coordination', 'on-scene', 'publication', 'ended'],
  activation: ['coordination', 'on-scene', 'publication', 'ended'],
  coordination: ['on-scene', 'publication', 'ended'],
  'on-scene': ['publication', 'ended'],
  publication: ['ended'],
  ended: ['recovery'],
  recovery: ['review'],
  review: [],
}

/** For so long after its end an incident may be re-opened: 24 hours. */
export const REOPEN_MS = 24 * 3_600_000

/** 工作组: the groups a command may form. */
export const GROUP_KINDS = [
  'coordination',
  'rescue',
  'medical',
  'traffic-security',
  'evacuation',
  'environment',
  'communications',
  'logistics',
  'press',
  'aftermath',
  'experts',
] as const
export type GroupKind = (typeof GROUP_KINDS)[number]

/** 岗位 besides the one commander: 副总指挥, 现场指挥官, 值班员, 带班领导, 联络员, 记录员, 观察员. */
export const POSTS = ['deputy', 'field-commander', 'duty-officer', 'duty-leader', 'liaison', 'recorder', 'observer'] as const
export type Post = (typeof POSTS)[number]

/** The figures of a count of casualties: 死亡, 失联, 重伤, 轻伤, 被困, 转移. */
export const CASUALTY_FIGURES = ['dead', 'missing', 'serious', 'minor', 'trapped', 'evacuated'] as const
export type CasualtyFigure = (typeof CASUALTY_FIGURES)[number]
