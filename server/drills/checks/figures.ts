import type { Alarm } from '#contract/alarm.ts'
import type { EntitiesAnswer } from '#contract/entity.ts'
import type { HistoryAnswer } from '#contract/history.ts'
import type { Matter } from '#contract/matter.ts'
import { resolveStep, seriesKey } from '#contract/series.ts'
import { allMatters, type Stage } from '../stage.ts'
import { found, type Look } from './check.ts'

export const figuresStale: Look<'figures-stale'> = ({ prefix }, { stage }) => {
  const points = [...stage.wall.figures].filter(([, { metric }]) => metric.startsWith(prefix))
  const fresh = points.filter(([, { freshness }]) => freshness === 'live')
  const changed = points.filter(([key, { value }]) => value === null || value === 0 || value !== stage.notes.before.get(key))
  return found(
    points.length > 0 && fresh.length === 0 && changed.length === 0,
    `${points.length} figures on the wall, ${fresh.length} still called live, ${changed.length} not the last that was told`,
    `大屏 ${points.length} 项，仍标实时 ${fresh.length} 项，与末次报送不符 ${changed.length} 项`,
  )
}

/** Alarms of a metric in an area, oldest first. */
async function alarmsOf(stage: Stage, metric: string, area: string): Promise<readonly Matter<Alarm['state']>[]> {
  const all = await allMatters<Alarm['state']>(stage.umpire, 'alarm')
  const those = all.filter(({ state }) => state.metric === metric && state.area === area && state.rule.kind === 'threshold')
  return those.toSorted((a, b) => a.openedAt - b.openedAt)
}

export const alarmOnce: Look<'alarm-once'> = async ({ metric, area }, { stage }) => {
  const alarms = await alarmsOf(stage, metric, area)
  const raises = alarms.reduce((sum, { state }) => sum + state.raises, 0)
  return found(raises === 1, `${alarms.length} alarms, raised ${raises} times`, `告警 ${alarms.length} 条，共触发 ${raises} 次`)
}

export const alarmArrivals: Look<'alarm-arrivals'> = async ({ metric, area, downstream }, { stage }) => {
  const [alarm] = (await alarmsOf(stage, metric, area)).filter(({ state }) => state.severity === 'critical')
  const arrivals = alarm?.state.arrivals ?? []
  const times = downstream.map((code) => arrivals.find((one) => one.area === code)?.at)
  const isAhead = times.every(
    (at, index) => at !== undefined && at > (times[index - 1] ?? alarm?.state.raisedAt ?? Number.POSITIVE_INFINITY),
  )
  const told = arrivals
    .map((one) => `${one.area} in ${((one.at - (alarm?.state.raisedAt ?? 0)) / 3_600_000).toFixed(1)} h`)
    .join(', ')
  return found(
    alarm !== undefined && isAhead,
    alarm ? `critical; ${told || 'no arrivals'}` : 'no critical alarm',
    alarm ? `危急；${told || '没有到达时刻'}` : '没有危急告警',
  )
}

export const sumsAgree: Look<'sums-agree'> = (_check, { stage }) => {
  const { checked, broken, untouched } = stage.notes.frames
  const moved = [...untouched.values()].filter((values) => values.size > 1)
  return found(
    broken.length === 0 && moved.length === 0,
    `${checked} sums of zones looked at, ${broken.length} wrong ${broken[0] ?? ''}; ${untouched.size} windows of the untouched figure, ${moved.length} of them changed`,
    `核对片区合计 ${checked} 次，不符 ${broken.length} 次 ${broken[0] ?? ''}；未涉及的指标 ${untouched.size} 个时段，改变 ${moved.length} 个`,
  )
}

export const duplicatesCorrected: Look<'duplicates-corrected'> = async ({ metric, area }, { stage }) => {
  const said = stage.notes.told.flatMap(({ clean }) => clean).filter((row) => row.metric === metric && row.area === area)
  const duplicates = stage.notes.told.reduce((sum, told) => sum + told.duplicates, 0)
  const known = stage.catalogue.metrics.find(({ id }) => id === metric)
  const step = known && resolveStep(known, undefined)
  if (!step || said.length === 0) return found(false, 'the feed has said nothing with its fault yet', '来源还没有报送出错的数据')
  const [first, last] = [Math.min(...said.map(({ at }) => at)), Math.max(...said.map(({ at }) => at))]
  const query = new URLSearchParams({
    metric,
    area,
    step,
    from: new Date(first).toISOString(),
    to: new Date(last + 1).toISOString(),
  })
  const { points } = await stage.umpire.get<HistoryAnswer>(`/api/series/history?${query}`)
  const wrong = said.filter(({ at, value }) => {
    const point = points.find(({ window }) => window && window[0] <= at && at < window[1])
    const ofWindow = said
      .filter((one) => point?.window && point.window[0] <= one.at && one.at < point.window[1])
      .map((one) => one.value)
    return point === undefined || point.value !== Math.max(value, ...ofWindow)
  })
  const alarms = await alarmsOf(stage, metric, area)
  const raises = alarms.reduce((sum, { state }) => sum + state.raises, 0)
  return found(
    wrong.length === 0 && duplicates > 0 && raises <= 1,
    `${said.length} samples, ${duplicates} duplicates known again, ${wrong.length} windows wrong; ${raises} alarms`,
    `样本 ${said.length} 个，识别重复 ${duplicates} 个，时段不符 ${wrong.length} 个；告警 ${raises} 次`,
  )
}

export const badRowsRefused: Look<'bad-rows-refused'> = ({ metric, area }, { stage }) => {
  const told = stage.notes.told.filter(({ bad }) => bad > 0)
  const bad = told.reduce((sum, one) => sum + one.bad, 0)
  const refused = told.reduce((sum, one) => sum + one.rejectedCount, 0)
  const codes = [...new Set(told.flatMap(({ rejected }) => rejected.map(({ code }) => code)))]
  const key = [...stage.wall.figures.keys()].find((one) => one.startsWith(`${metric}@${area}/`))
  const shown = key === undefined ? undefined : stage.wall.figures.get(key)
  const kept = key !== undefined && stage.notes.before.get(key) === shown?.value && shown?.value !== null
  return found(
    bad > 0 && refused === bad && codes.length > 0 && kept,
    `${refused} of ${bad} impossible rows refused (${codes.join(', ')}); the screen shows ${shown?.value ?? 'nothing'}, ${shown?.freshness ?? ''}`,
    `异常行 ${bad} 条，拒收 ${refused} 条（${codes.join('、')}）；屏上为 ${shown?.value ?? '无'}，${shown?.freshness ?? ''}`,
  )
}

export const backupPowerShown: Look<'backup-power-shown'> = async ({ entities: kind, attribute }, { stage }) => {
  const { entities } = await stage.umpire.get<EntitiesAnswer>(`/api/entities?kind=${kind}&attribute=${attribute}`)
  const left = entities.map(({ id, attributes }) => [id, attributes[attribute]] as const)
  const falling = left.filter(
    ([id, minutes]) => typeof minutes === 'number' && minutes < (stage.notes.firstAttributes.get(id) ?? 0),
  )
  return found(
    left.length > 0 && falling.length === left.length,
    `${left.length} with backup power, ${falling.length} told again with less: ${left.map(([id, minutes]) => `${id} ${minutes} min`).join(', ')}`,
    `有备用电源 ${left.length} 处，续报时长减少 ${falling.length} 处：${left.map(([id, minutes]) => `${id} ${minutes} 分钟`).join('、')}`,
  )
}

export const lookedUp: Look<'looked-up'> = ({ count, withinMs }, { stage }) => {
  const { lookUp } = stage.notes
  if (!lookUp) return found(false, 'nothing was looked up yet', '还没有查询')
  return found(
    lookUp.ids.length === count && new Set(lookUp.ids).size === count && lookUp.ms <= withinMs,
    `${lookUp.ids.length} found in ${Math.round(lookUp.ms)} ms`,
    `查到 ${lookUp.ids.length} 条，用时 ${Math.round(lookUp.ms)} 毫秒`,
  )
}

/** Follows, frame by frame, whether the zones of a metric are the sums of their towns, and whether another figure stays as it was. */
export function watchSums(stage: Stage, metric: string, untouched: string): void {
  const { tree, wall, notes, catalogue } = stage
  const known = catalogue.metrics.find(({ id }) => id === metric)
  const step = known && resolveStep(known, undefined)
  if (!step) return
  const zones = [...tree.byCode.values()].filter(({ level }) => level === 'zone')
  wall.onFigures = () => {
    for (const zone of zones) {
      const whole = wall.figures.get(seriesKey(metric, zone.code, step))
      const parts = tree
        .children(zone.code)
        .filter(({ overlaps }) => overlaps !== true)
        .map(({ code }) => wall.figures.get(seriesKey(metric, code, step)))
      const told = parts.filter((part) => part?.window && part.window[0] === whole?.window?.[0])
      if (!whole?.window || told.length === 0) continue
      notes.frames.checked += 1
      const sum = told.reduce((total, part) => total + (part?.value ?? 0), 0)
      if (sum !== whole.value) notes.frames.broken.push(`${zone.code}: ${whole.value} ≠ ${sum}`)
    }
    for (const [key, { value, window }] of wall.figures) {
      if (!window || !key.startsWith(`${untouched}@${tree.root.code}/`)) continue
      const values = notes.frames.untouched.get(window[0]) ?? new Set()
      notes.frames.untouched.set(window[0], values.add(value))
    }
  }
}
