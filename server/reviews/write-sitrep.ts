import type { AfterAction } from '#contract/after-action.ts'
import { isGraver, type Level } from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import { escapeXml } from '../warnings/cap/write-cap.ts'
import { spanWords } from './review-format.ts'
import { WORDS } from './review-words.ts'

/** The namespaces of EDXL-SitRep 1.0 (Committee Specification 02) and of the parts it borrows. */
const NAMESPACES = {
  sitrep: 'urn:oasis:names:tc:emergency:EDXL:SitRep:1.0',
  ct: 'urn:oasis:names:tc:emergency:edxl:ct:1.0',
  gml: 'http://www.opengis.net/gml/3.2',
  xnl: 'urn:oasis:names:tc:emergency:edxl:ciq:1.0:xnl',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const

/** Longest text of an element that the standard calls a string. */
const LONGEST = 1023

export interface SitRepParts {
  /** Who takes it out. */
  readonly by: string
  readonly language: keyof Names
  readonly timeZone: string
  readonly cityNames: Names
}

/**
 * The report as an EDXL-SitRep 1.0 document with a field observation: what happened where, how grave it is, what was done and
 * what is lacking, in words. What the standard has no element for stands in the observation text. Pure.
 */
export function writeSitRep(review: AfterAction, { by, language, timeZone, cityNames }: SitRepParts): string {
  const { incident, revision, at, commanders } = review
  const time = (ms: number) => edxlTime(ms, timeZone)
  const end = incident.overAt ?? at
  const body = [
    element('sitrep:messageID', `guanlan-${incident.id}-${revision}`),
    element('sitrep:preparedBy', personAt(by, time(at))),
    element('sitrep:authorizedBy', personAt(commanders.at(-1)?.name ?? by, time(at))),
    text('sitrep:reportPurpose', `${cityNames[language]} · ${incident.title}`),
    element('sitrep:reportNumber', String(Math.max(1, review.reports.length))),
    element('sitrep:reportVersion', versionOf(review)),
    element(
      'sitrep:forTimePeriod',
      element('ct:fromDateTime', time(incident.receivedAt)) + element('ct:toDateTime', time(Math.max(end, incident.receivedAt))),
    ),
    text('sitrep:incidentID', incident.number),
    element('sitrep:reportConfidence', incident.overAt === undefined ? 'SomewhatConfident' : 'HighlyConfident'),
    element('sitrep:severity', severityOf(review)),
    `<sitrep:report xsi:type="sitrep:FieldObservationType">${observation(review, language, timeZone)}</sitrep:report>`,
  ].join('')
  const names = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitrep:sitRep${names.join('')}>${body}</sitrep:sitRep>\n`
}

function observation(review: AfterAction, language: keyof Names, timeZone: string): string {
  return [
    element('sitrep:observationLocation', locationOf(review, language)),
    text('sitrep:immediateNeeds', needsOf(review, language)),
    element('sitrep:immediateNeedsCategory', 'IncidentManagement'),
    element('sitrep:observationText', escapeXml(narrative(review, language, timeZone))),
  ].join('')
}

/** Where it is: the position, or the area by the city's own list of codes where there is none. */
function locationOf({ incident }: AfterAction, language: keyof Names): string {
  if (incident.position) {
    const [lon, lat] = incident.position
    const point = `<gml:point gml:Id="site" SrsName="urn:ogc:def:crs:EPSG::4326">${element('gml:pos', `${lat} ${lon}`)}</gml:point>`
    return element('ct:EDXLGeoLocation', point)
  }
  const code = text('ct:valueListURI', 'urn:guanlan:areas') + text('ct:value', incident.place ?? incident.area[language])
  return element('ct:EDXLGeoPoliticalLocation', element('ct:geoCode', code))
}

function needsOf({ statistics, deadlines }: AfterAction, language: keyof Names): string {
  const missed = deadlines.filter(({ outcome }) => outcome === 'missed').length
  return language === 'zh'
    ? `指令在办 ${statistics.open} 件，超时 ${statistics.overdue} 件；未报时限 ${missed} 项`
    : `${statistics.open} orders under way, ${statistics.overdue} overdue; ${missed} reports missed`
}

/** Everything the standard has no element for, section by section, one line each. */
function narrative(review: AfterAction, language: keyof Names, timeZone: string): string {
  const { incident, levels, casualties, statistics, decisions, warnings, timeline } = review
  const zh = language === 'zh'
  const clock = (ms: number) => edxlTime(ms, timeZone)
  const last = casualties.at(-1)
  const figures = last
    ? Object.entries(last.figures).map(
        ([figure, n]) => `${WORDS.figure[figure as keyof typeof WORDS.figure][language]} ${n ?? '?'}`,
      )
    : []
  return [
    `${WORDS.class[incident.class][language]}, ${incident.area[language]}${incident.place === undefined ? '' : `, ${incident.place}`}`,
    ...levels.map(({ field, level, from, to }) => {
      const until = to === undefined ? '' : ` – ${clock(to)}`
      return `${WORDS.field[field][language]}: ${WORDS.level[level][language]}, ${clock(from)}${until}`
    }),
    `${zh ? '伤亡' : 'Casualties'}: ${figures.length > 0 ? `${figures.join(', ')} (${last?.source})` : zh ? '未报' : 'none counted'}`,
    `${zh ? '指令' : 'Orders'}: ${statistics.orders}; ${zh ? '办结' : 'done'} ${statistics.done}; ${zh ? '超时' : 'overdue'} ${statistics.overdue}${
      statistics.medianDoneMs === undefined
        ? ''
        : `; ${zh ? '办结用时中位' : 'median to done'} ${spanWords(statistics.medianDoneMs)[language]}`
    }`,
    ...decisions.map(({ question, option, score }) => {
      const outcome = score ? ` (${WORDS.score[score.outcome][language]})` : ''
      return `${zh ? '决策' : 'Decision'}: ${question} → ${option ?? '–'}${outcome}`
    }),
    ...warnings.map(({ headline }) => `${zh ? '预警' : 'Warning'}: ${headline[language]}`),
    ...timeline.map(({ at, words }) => `${clock(at)} ${words[language]}`),
  ].join('\n')
}

const SEVERITY: Readonly<Record<Level, string>> = { I: 'Extreme', II: 'Severe', III: 'Moderate', IV: 'Minor' }

function severityOf({ levels }: AfterAction): string {
  const gravest = levels
    .filter(({ field }) => field === 'event')
    .reduce<Level | undefined>((most, { level }) => (isGraver(level, most) ? level : most), undefined)
  return gravest === undefined ? 'Unknown' : SEVERITY[gravest]
}

/** Initial until something has been reported upward, then an update; final when it is over. */
function versionOf({ incident, reports }: AfterAction): string {
  if (incident.overAt !== undefined) return 'Final'
  return reports.length === 0 ? 'Initial' : 'Update'
}

function personAt(name: string, time: string): string {
  const person = element('xnl:personName', text('xnl:nameElement', name))
  return element('ct:personDetails', person) + element('ct:timeValue', time)
}

/** As the standard wants it: whole seconds, and an offset that is never Z. */
function edxlTime(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', timeZoneName: 'longOffset' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

/** An element with words in it, as long as the standard lets them be. */
function text(name: string, words: string): string {
  return element(name, escapeXml([...words].slice(0, LONGEST).join('')))
}
