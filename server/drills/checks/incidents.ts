import { type IncidentState, isGraver, LEVELS } from '#contract/incident.ts'
import type { Matter } from '#contract/matter.ts'
import { allMatters, type Incident, type Stage, theIncident } from '../stage.ts'
import { found, type Look } from './check.ts'

/** Incidents of the kind and the place of the drill that were opened since it began. */
async function ofTheDrill(stage: Stage): Promise<readonly Matter<IncidentState>[]> {
  const { drill, tree, startedAt, umpire } = stage
  const all = await allMatters<IncidentState>(umpire, 'incident')
  const liesThere = (area: string) => tree.byCode.has(area) && tree.path(area).some(({ code }) => code === drill.place.area)
  return all.filter(
    ({ state, openedAt }) => openedAt >= startedAt && state.subtype === drill.subtype && liesThere(state.place.area),
  )
}

export const oneIncident: Look<'one-incident'> = async ({ reports, level }, { stage }) => {
  const incidents = await ofTheDrill(stage)
  const [first] = incidents
  const signals = first?.state.links.filter(({ kind }) => kind === 'signal').length ?? 0
  const standing = first?.state.levels.event?.level
  const isGrave = level === undefined || (standing !== undefined && !isGraver(level, standing))
  return found(
    incidents.length === 1 && signals >= reports && isGrave,
    `${incidents.length} incidents, ${signals} signals in the first, event level ${standing ?? 'not judged'}`,
    `事件 ${incidents.length} 起，首起归并信号 ${signals} 条，级别 ${standing ?? '待核'}`,
  )
}

export const channelsJoined: Look<'channels-joined'> = async ({ channels }, { stage }) => {
  const incidents = await ofTheDrill(stage)
  const told = new Set(incidents[0]?.state.links.map(({ channel }) => channel))
  return found(
    incidents.length === 1 && channels.every((channel) => told.has(channel)),
    `${incidents.length} incidents; channels in the first: ${[...told].join(', ')}`,
    `事件 ${incidents.length} 起；首起的来报渠道：${[...told].join('、')}`,
  )
}

export const reported: Look<'reported'> = async ({ mode, to }, { stage, fromAt }) => {
  if (stage.incident === undefined) return found(false, 'no incident yet', '还没有事件')
  const { state } = await theIncident(stage)
  const isMeant = (one: IncidentState['reports'][number]) =>
    one.at >= fromAt && (mode === undefined || one.mode === mode) && (to === undefined || one.to.includes(to))
  const report = state.reports.find(isMeant)
  if (!report)
    return found(
      false,
      `no report ${mode ?? ''} ${to ?? ''} yet; ${state.reports.length} others`,
      `还没有 ${mode ?? ''} ${to ?? ''} 报送；其他报送 ${state.reports.length} 次`,
    )
  const late = state.deadlines.find((clock) => clock.report === report.no && clock.missedAt !== undefined)
  return found(
    late === undefined,
    `report ${report.no} to ${report.to}${late ? `, and the clock ${late.id} ran out before` : ''}`,
    `第 ${report.no} 次报送，报 ${report.to}${late ? `；时限 ${late.id} 已先超期` : ''}`,
  )
}

export const levelProposed: Look<'level-proposed'> = async ({ level, measure, parts = false }, { stage }) => {
  if (stage.incident === undefined) return found(false, 'no incident yet', '还没有事件')
  const { proposal } = (await theIncident(stage)).state
  const finding = proposal?.because.find((one) => one.measure === measure)
  if (!proposal || !finding)
    return found(
      false,
      `proposed: ${proposal?.level ?? 'nothing'}, not by ${measure}`,
      `建议级别：${proposal?.level ?? '无'}，不是依据 ${measure}`,
    )
  const { value, numerator, denominator, min } = finding
  const sum = finding.parts?.reduce((total, part) => total + part.value, 0)
  const said = `${proposal.level} by ${measure} ${value.toFixed(1)} ≥ ${min}`
  const arithmetic = numerator === undefined ? '' : `, ${numerator} of ${denominator}`
  const told = finding.parts?.map((part) => `${part.area} ${part.value}`).join(', ')
  const hasParts = !parts || ((finding.parts?.length ?? 0) > 1 && sum === value)
  return found(
    proposal.level === level && value >= min && hasParts,
    `${said}${arithmetic}${told === undefined ? '' : `; ${told}`}`,
    `建议 ${said}${arithmetic}${told === undefined ? '' : `；${told}`}`,
  )
}

export const rollAnswered: Look<'roll-answered'> = async (_check, { stage }) => {
  const asked = (await theIncident(stage)).state.rollCall?.asked ?? []
  const silent = asked.filter(({ answer }) => answer === undefined).map(({ person }) => person.name)
  const unreachable = asked.filter(({ answer }) => answer === 'unreachable').length
  return found(
    asked.length > 0 && silent.length === 0,
    `${asked.length} asked, ${unreachable} unreachable, not heard of: ${silent.join(', ') || 'nobody'}`,
    `点名 ${asked.length} 人，注明联系不上 ${unreachable} 人，无音信：${silent.join('、') || '无'}`,
  )
}

export const casualtiesOnWall: Look<'casualties-on-wall'> = async ({ versions }, { stage }) => {
  const recorded = (await theIncident(stage)).state.casualties
  const shown = (stage.wall.matters.get(stage.incident ?? '') as Incident | undefined)?.state.casualties ?? []
  const [last, onWall] = [recorded.at(-1), shown.at(-1)]
  const isSame = JSON.stringify(last?.figures) === JSON.stringify(onWall?.figures)
  const isTold = onWall !== undefined && onWall.source !== '' && onWall.asOf > 0
  const isWhole = recorded.every(({ version }, index) => version === index + 1)
  return found(
    recorded.length >= versions && isWhole && isSame && isTold,
    `${recorded.length} versions in the record; on the wall version ${onWall?.version ?? 'none'} by ${onWall?.source ?? 'nobody'}`,
    `记录中 ${recorded.length} 版；大屏为第 ${onWall?.version ?? '–'} 版，来源 ${onWall?.source ?? '无'}`,
  )
}

export const clusterJoined: Look<'cluster-joined'> = async ({ cluster, channel, level }, { stage }) => {
  const incidents = await ofTheDrill(stage)
  const links = incidents[0]?.state.links ?? []
  const figures = links.filter((link) => link.channel === cluster).length
  const calls = links.filter((link) => link.channel === channel).length
  const standing = incidents[0]?.state.levels.event?.level
  return found(
    incidents.length === 1 && figures > 0 && calls > 0 && standing === level,
    `${incidents.length} incidents; ${figures} findings of ${cluster}, ${calls} calls of ${channel}, event level ${standing ?? 'not judged'}`,
    `事件 ${incidents.length} 起；聚集 ${cluster} ${figures} 项，${channel} 来报 ${calls} 条，级别 ${standing ?? '待核'}`,
  )
}

/** Looks back at each moment something was decided: what was known then is what the events up to then say, and nothing else. */
export const replayEqualsRecord: Look<'replay-equals-record'> = async (_check, { stage }) => {
  const { umpire, incident, desk } = stage
  const { events } = await umpire.get<{ readonly events: readonly Told[] }>(`/api/matters/incident/${incident}/events`)
  const levels: Record<string, string | null> = {}
  const wrong: string[] = []
  let looked = 0
  for (const { revision, event } of events) {
    if (event.type !== 'incident.level-changed') continue
    const { field, to } = event.body as { readonly field: string; readonly to: string | null }
    levels[field] = to
    const then = await umpire.get<Incident>(`/api/matters/incident/${incident}?asOf=${revision}`)
    looked += 1
    for (const name of ['warning', 'event', 'response'] as const)
      if ((then.state.levels[name]?.level ?? null) !== (levels[name] ?? null)) wrong.push(`${name} at revision ${revision}`)
  }
  const seqs = events.filter(({ event }) => event.type === 'incident.order-issued').length
  const orders = (
    await allMatters<{ readonly incident?: string; readonly seq?: number; readonly stamps: readonly Stamp[] }>(umpire, 'order')
  )
    .filter(({ state }) => state.incident === incident && state.seq !== undefined)
    .toSorted((a, b) => (a.state.seq ?? 0) - (b.state.seq ?? 0))
  const isCounted = orders.every(({ state }, index) => state.seq === index + 1)
  const issued = orders.map(({ state }) => state.stamps.find((stamp) => stamp.stage === 'issued')?.at ?? 0)
  const isInOrder = issued.every((at, index) => index === 0 || at >= (issued[index - 1] as number))
  const live = (desk.matters.get(incident ?? '') as Incident | undefined)?.state.levelChanges.length ?? 0
  const isSeen = live === looked && LEVELS.length > 0
  return found(
    looked > 0 && wrong.length === 0 && isCounted && isInOrder && isSeen,
    `${looked} levels looked back at, ${live} seen live, ${orders.length} orders numbered (${seqs} told); wrong: ${wrong.join(', ') || 'none'}`,
    `回看级别 ${looked} 次，实时所见 ${live} 次，指令编号 ${orders.length} 条（${seqs} 条已下达）；不符：${wrong.join('、') || '无'}`,
  )
}

interface Stamp {
  readonly stage: string
  readonly at: number
}
interface Told {
  readonly revision: number
  readonly event: { readonly type: string; readonly body: unknown }
}
