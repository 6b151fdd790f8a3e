import type { Names } from '#contract/names.ts'
import type { Check, CheckState } from '#contract/operation.ts'
import type { WorkName } from '../clock/works.ts'
import type { OperationFacts } from './facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A source that sent nothing for this long is worth a look: every source of a city says something more often. */
const QUIET_SOURCE_MS = 10 * MINUTE
/** Backups are made each night: one that is older than a day and a half was missed, two and a half are two nights. */
const OLD_BACKUP_MS = 36 * HOUR
const LOST_BACKUP_MS = 60 * HOUR
/** A notice leaves within seconds; one that waits longer reaches nobody. */
const STUCK_NOTICE_MS = MINUTE
const MANY_BATCHES = 100
/** A work is done every second; one that waits longer is not kept up with, and then it is not done at all. */
const SLOW_WORK_MS = 15_000
const STUCK_WORK_MS = MINUTE
/** People notice an answer that is later than this; beyond the second, screens take the line for dead. */
const LATE_LOOP_MS = 200
const DEAD_LOOP_MS = 1_000

/** How the running product is, part by part, the worst first. Pure. */
export function checksOf(facts: OperationFacts): readonly Check[] {
  const checks = [recordCheck(facts), workCheck(facts), feedCheck(facts), backupCheck(facts), noticeCheck(facts), queueCheck(facts)]
  return [...checks, screenCheck(facts), processCheck(facts)]
    .map((check, index) => ({ check, index }))
    .toSorted((a, b) => WORST_FIRST.indexOf(a.check.state) - WORST_FIRST.indexOf(b.check.state) || a.index - b.index)
    .map(({ check }) => check)
}

const WORST_FIRST: readonly CheckState[] = ['wrong', 'unknown', 'look', 'good']

const RECORD: Names = { zh: '记录', en: 'Record' }
const WORK: Names = { zh: '自动处理', en: 'What it does by itself' }
const FEEDS: Names = { zh: '来源', en: 'Feeds' }
const BACKUP: Names = { zh: '备份', en: 'Backup' }
const NOTICES: Names = { zh: '告警通知', en: 'Notices of alarms' }
const QUEUE: Names = { zh: '待汇总', en: 'Waiting to be rolled up' }
const SCREENS: Names = { zh: '终端连接', en: 'Screens' }
const PROCESS: Names = { zh: '进程', en: 'Process' }

function recordCheck({ record, isCutOff, revision }: OperationFacts): Check {
  if (isCutOff || !record)
    return {
      ...check(
        'record',
        'wrong',
        RECORD,
        '数据库没有应答：不接收数据，也不受理指令',
        'The database does not answer: nothing is taken in and no order is carried out',
      ),
      remedy: {
        zh: '检查数据库与磁盘；恢复后自动继续',
        en: 'Look at the database and its disk; it goes on by itself when they are back',
      },
    }
  const size = sizeOf(record.bytes)
  return check(
    'record',
    'good',
    RECORD,
    `正常，修订号 ${revision}，占用 ${size}`,
    `Answers at revision ${revision} and takes ${size}`,
  )
}

const WORK_NAMES: Readonly<Record<WorkName, Names>> = {
  hub: { zh: '指标汇总', en: 'rolling figures up' },
  publication: { zh: '公开发布', en: 'what is published' },
  alarms: { zh: '告警判定', en: 'alarms' },
  shelves: { zh: '告警搁置到期', en: 'shelved alarms' },
  pages: { zh: '呼叫值班人员', en: 'calling whoever is on duty' },
  notices: { zh: '发送通知', en: 'sending notices' },
  warnings: { zh: '预警到期', en: 'the end of warnings' },
  incidents: { zh: '事件时限', en: 'deadlines of incidents' },
  orders: { zh: '指令时限', en: 'deadlines of orders' },
  cases: { zh: '案件时限', en: 'deadlines of cases' },
  plans: { zh: '预案步骤提议', en: 'what plans propose' },
  decisions: { zh: '决策时限与评分', en: 'deadlines and scores of decisions' },
  debts: { zh: '催办', en: 'reminders' },
  measures: { zh: '定级读数', en: 'figures by which incidents are graded' },
  clusters: { zh: '聚集信号', en: 'clusters of signs' },
  hours: { zh: '历史按小时汇总', en: 'keeping hours of history' },
}

function workCheck({ works }: OperationFacts): Check {
  const waiting = works.filter(({ ms }) => ms > SLOW_WORK_MS)
  const longest = Math.max(...waiting.map(({ ms }) => ms))
  if (waiting.length === 0)
    return check('works', 'good', WORK, `${works.length} 项均按时进行`, `All ${works.length} are done as they come due`)
  const since = sinceOf(longest)
  const names = { zh: waiting.map(({ name }) => WORK_NAMES[name].zh), en: waiting.map(({ name }) => WORK_NAMES[name].en) }
  return {
    ...check(
      'works',
      longest > STUCK_WORK_MS ? 'wrong' : 'look',
      WORK,
      `已 ${since.zh}未进行：${names.zh.join('、')}`,
      `Not done for ${since.en}: ${names.en.join(', ')}`,
    ),
    remedy: {
      zh: '日志中有原因；数据库恢复后自动继续，仍不进行时重启本服务',
      en: 'The log says why; it goes on by itself when the database is back. Start this server again if it does not',
    },
  }
}

function feedCheck({ freshness, sources, now, startedAt }: OperationFacts): Check {
  const all = freshness.live + freshness.late + freshness.silent
  const quiet = sources.filter(({ receivedAt }) => now - (receivedAt ?? startedAt) > QUIET_SOURCE_MS).map(({ name }) => name)
  const zh = `全市 ${all} 项指标：实时 ${freshness.live}，延迟 ${freshness.late}，静默 ${freshness.silent}`
  const en = `Of ${all} figures of the whole city ${freshness.live} are live, ${freshness.late} late, ${freshness.silent} silent`
  const state = freshness.silent > 0 && freshness.live === 0 ? 'wrong' : freshness.silent > 0 || quiet.length > 0 ? 'look' : 'good'
  if (quiet.length === 0) return check('feeds', state, FEEDS, zh, en)
  const named = quiet.slice(0, 5)
  return {
    ...check('feeds', state, FEEDS, zh, en),
    remedy: {
      zh: `十分钟未报送：${named.join('、')}${quiet.length > 5 ? ` 等 ${quiet.length} 个来源` : ''}`,
      en: `Nothing for ten minutes from ${named.join(', ')}${quiet.length > 5 ? ` and ${quiet.length - 5} more` : ''}`,
    },
  }
}

function backupCheck({ record, now }: OperationFacts): Check {
  if (!record)
    return check('backup', 'unknown', BACKUP, '记录没有应答，无法判断', 'The record does not answer, so it cannot be told')
  const remedy = { zh: '运行 npm run --silent admin -- backup 文件', en: 'Run npm run --silent admin -- backup FILE' }
  const { lastBackup } = record
  if (!lastBackup) return { ...check('backup', 'wrong', BACKUP, '从未备份', 'None was ever made'), remedy }
  const age = now - lastBackup.at
  const since = sinceOf(age)
  const says = [
    `最近一次在${since.zh}前，修订号 ${lastBackup.revision}，${sizeOf(lastBackup.bytes)}`,
    `The last was made ${since.en} ago, of revision ${lastBackup.revision}, ${sizeOf(lastBackup.bytes)}`,
  ] as const
  if (age > LOST_BACKUP_MS) return { ...check('backup', 'wrong', BACKUP, ...says), remedy }
  return age > OLD_BACKUP_MS ? { ...check('backup', 'look', BACKUP, ...says), remedy } : check('backup', 'good', BACKUP, ...says)
}

function noticeCheck({ record, now }: OperationFacts): Check {
  if (!record)
    return check('notices', 'unknown', NOTICES, '记录没有应答，无法判断', 'The record does not answer, so it cannot be told')
  const { waitingNotices, oldestNoticeAt } = record
  const waits = oldestNoticeAt === null ? 0 : now - oldestNoticeAt
  if (waits <= STUCK_NOTICE_MS)
    return check('notices', 'good', NOTICES, `待发 ${waitingNotices} 条`, `${waitingNotices} wait to be sent`)
  const since = sinceOf(waits)
  return {
    ...check(
      'notices',
      'wrong',
      NOTICES,
      `${waitingNotices} 条未能送出，最早一条已等 ${since.zh}`,
      `${waitingNotices} could not be sent, the oldest for ${since.en}`,
    ),
    remedy: { zh: '检查通知出口：网络、推送服务、告警回调', en: 'Look at the ways out: the network, push services, the webhook' },
  }
}

function queueCheck({ record }: OperationFacts): Check {
  if (!record) return check('queue', 'unknown', QUEUE, '记录没有应答，无法判断', 'The record does not answer, so it cannot be told')
  const { unrolled } = record
  const state = unrolled > MANY_BATCHES ? 'look' : 'good'
  return check(
    'queue',
    state,
    QUEUE,
    `${unrolled} 批已收妥、尚未汇总`,
    `${unrolled} batches are acknowledged and not in the figures yet`,
  )
}

function screenCheck({ sockets }: OperationFacts): Check {
  const { all, held } = sockets
  const state = held > 0 ? 'look' : 'good'
  return check(
    'screens',
    state,
    SCREENS,
    `${all} 个连接${held > 0 ? `，其中 ${held} 个接收过慢、只得最新值` : ''}`,
    `${all} connections${held > 0 ? `, of which ${held} read too slowly and are given the newest alone` : ''}`,
  )
}

function processCheck({ loopP99Ms, memoryBytes, now, startedAt }: OperationFacts): Check {
  const state = loopP99Ms > DEAD_LOOP_MS ? 'wrong' : loopP99Ms > LATE_LOOP_MS ? 'look' : 'good'
  const up = sinceOf(now - startedAt)
  const lag = loopP99Ms.toFixed(0)
  return check(
    'process',
    state,
    PROCESS,
    `已运行 ${up.zh}，占用内存 ${sizeOf(memoryBytes)}，处理延迟 ${lag} 毫秒（p99）`,
    `Up for ${up.en}, takes ${sizeOf(memoryBytes)} of memory, is ${lag} ms late at most (p99)`,
  )
}

function check(id: string, state: CheckState, names: Names, zh: string, en: string): Check {
  return { id, state, names, says: { zh, en } }
}

function sinceOf(ms: number): Names {
  if (ms < 2 * MINUTE) return { zh: `${Math.round(ms / 1_000)} 秒`, en: `${Math.round(ms / 1_000)} s` }
  if (ms < 2 * HOUR) return { zh: `${Math.round(ms / MINUTE)} 分钟`, en: `${Math.round(ms / MINUTE)} min` }
  if (ms < 2 * DAY) return { zh: `${Math.round(ms / HOUR)} 小时`, en: `${Math.round(ms / HOUR)} h` }
  return { zh: `${Math.round(ms / DAY)} 天`, en: `${Math.round(ms / DAY)} days` }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

function sizeOf(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`
}
