import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AfterAction, AfterActionSchema } from '#contract/after-action.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { DecisionMatter } from '#contract/decision.ts'
import { TESTED_CITY } from '../access/identity/testing/tested-access.ts'
import { TestedDecisions } from '../decisions/testing/tested-decisions.ts'
import type { Operator } from '../orders/testing/tested-command.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { readXml, type XmlElement } from '../warnings/cap/xml-tree.ts'
import { afterAction } from './after-action.ts'
import type { IncidentRecord } from './incident-record.ts'
import { reviewPdf } from './paper/review-pdf.ts'
import { readIncidentRecord } from './read-incident-record.ts'
import { reviews } from './reviews.ts'

const MINUTE = 60_000
const TREE = areaTree((TESTED_CITY as Catalogue).areas)
const CITY_NAMES = { zh: '测试市', en: 'Testing' }
const CITY = { tree: TREE, department: () => undefined }
const FIGURES = { dead: 0, missing: null, serious: null, minor: null, trapped: 0, evacuated: null }

let postgres: TestedDatabase
let city: TestedDecisions
let chief: Operator
let duty: Operator
let town: Operator
let field: Operator
let incident: string
let review: AfterAction

const to = (role: string) => [{ kind: 'role', role, area: 'town' }]
const read = (who = chief, asOf?: number) =>
  who.get<AfterAction>(`/api/incidents/${incident}/after-action${asOf === undefined ? '' : `?asOf=${asOf}`}`)
const at = (path: string) => `/api/incidents/${incident}/${path}`

beforeAll(async () => {
  postgres = await TestedDatabase.start()
  city = await TestedDecisions.open(await postgres.migrated(), async (app, parts) => {
    await app.register(reviews, { ...parts, city: CITY, cityNames: CITY_NAMES, metricNames: () => undefined })
  })
  chief = await city.operator('commander')
  duty = await city.operator('duty-officer')
  town = await city.operator('town-staff')
  field = await city.operator('field-responder')
  await play()
  review = await read()
})
afterAll(async () => {
  await city.close()
  await postgres.stop()
})

/** From the first call to the end: two orders, one of them late; a decision and how it came out; casualties, reports, levels. */
async function play(): Promise<void> {
  const what = { class: 'accident', place: { area: 'town', text: '3 号库' }, what: '化工仓库起火 <1 号>', level: 'IV' }
  incident = (await duty.do('/api/incidents', what)).id as string
  await chief.do(at('command/take'), { term: 0 })
  await city.later(2)
  const order = { incident, term: 1, slaMinutes: 10, issue: true }
  const first = await chief.do('/api/orders', {
    ...order,
    title: '封控路口',
    to: to('field-responder'),
    resources: [{ id: 'pump-1' }],
  })
  const second = await chief.do('/api/orders', { ...order, title: '转移群众', to: to('town-staff') })
  await city.later(1)
  await field.do(`/api/orders/${first.id}/delivered`, {})
  await city.later(2)
  await field.do(`/api/orders/${first.id}/acknowledge`, {})
  await city.later(4)
  await field.do(`/api/orders/${first.id}/done`, { text: '完成' })
  await chief.do(at('casualties'), { after: 0, figures: FIGURES, source: '120' })
  await chief.do(at('reports'), { kind: 'first', mode: 'phone', to: '省应急厅', fields: { time: '9:00' } })
  await chief.do(at('level'), { field: 'event', from: 'IV', to: 'III', reason: '火势扩大', term: 1 })
  const options = [
    { id: 'a', title: '转移' },
    { id: 'b', title: '再看' },
  ]
  const followUp = {
    metric: 'flood.depth',
    area: 'town',
    direction: 'at-most',
    target: 15,
    at: city.command.clock.now() + 20 * MINUTE,
  }
  const evidence = { series: [{ metric: 'flood.depth', area: 'town' }], matters: [{ kind: 'order', id: second.id }] }
  const card = { incident, question: '是否扩大转移', options, withinMinutes: 10, followUp, evidence, consult: [town.account] }
  const { id } = await duty.do('/api/decisions', card)
  await town.do(`/api/decisions/${id}/answer`, { answer: 'agree', words: '可以' })
  await chief.do(`/api/decisions/${id}/decide`, { option: 'a', term: 1 })
  await city.later(8)
  await town.do(`/api/orders/${second.id}/acknowledge`, {})
  await city.later(11)
  await city.observe('flood.depth', 9)
  await city.later(1)
}

describe('the after-action report', () => {
  it('says what happened, what was late, who was how quick, and how the decision came out', () => {
    expect([...Value.Errors(AfterActionSchema, review)]).toEqual([])
    expect(review.incident).toMatchObject({ id: incident, title: '化工仓库起火 <1 号>', place: '3 号库', durationMs: 29 * MINUTE })
    expect(review.commanders).toMatchObject([{ term: 1 }])
    expect(review.levels.map(({ field: of, level, to: end }) => [of, level, end !== undefined])).toEqual([
      ['event', 'IV', true],
      ['event', 'III', false],
    ])
    expect(review.deadlines).toMatchObject([{ outcome: 'met' }])
    expect(review.orders).toMatchObject([
      { seq: 1, deliveredMs: MINUTE, acknowledgedMs: 3 * MINUTE, doneMs: 7 * MINUTE, isOverdue: false },
      { seq: 2, acknowledgedMs: 15 * MINUTE, isOverdue: true },
    ])
    expect(review.statistics).toMatchObject({ orders: 2, done: 1, open: 1, overdue: 1, medianDoneMs: 7 * MINUTE })
    expect(review.byAddressee.map(({ to: { zh }, statistics }) => [zh, statistics.overdue])).toEqual([
      ['测试镇 现场人员', 0],
      ['测试镇 镇街人员', 1],
    ])
    expect(review.decisions).toMatchObject([
      { option: '转移', agreed: [expect.any(String)], disagreed: [], score: { outcome: 'met', point: { value: 9 } } },
    ])
    expect(review.resources).toMatchObject([{ resource: { id: 'pump-1' }, to: expect.any(Number) }])
    expect(review.casualties).toHaveLength(1)
    const told = review.timeline.map(({ words }) => words.zh)
    expect(told.some((line) => line.includes('签收「封控路口」'))).toBe(true)
    expect(told.some((line) => line.includes('「转移群众」超时'))).toBe(true)
    expect(review.timeline.every(({ words }) => words.zh !== '' && words.en !== '' && !/\{\w+\}/.test(words.zh + words.en))).toBe(
      true,
    )
  })

  it('of any past revision is what could have been written then: replaying the events gives it again, to the last bit', async () => {
    const record = await readIncidentRecord(city.command.database, incident)
    const revisions = [
      ...new Set(
        [record.incident, ...record.orders, ...record.decisions].flatMap(({ events }) => events.map((one) => one.revision)),
      ),
    ]
    expect(revisions.length).toBeGreaterThan(12)
    for (const revision of revisions) {
      const then = await readIncidentRecord(city.command.database, incident, revision)
      const replayed = cut(record, revision, then.at)
      expect(afterAction(replayed, CITY)).toEqual(afterAction(then, CITY))
    }
    expect(JSON.stringify(afterAction(record, CITY))).toBe(JSON.stringify(afterAction(structuredClone(record), CITY)))
    expect(afterAction({ ...record, orders: record.orders.toReversed() }, CITY)).toEqual(afterAction(record, CITY))
    expect(await read(chief, review.revision)).toEqual(review)
  })

  it('is on paper that carries its own characters, the same bytes from the same report, in both languages', async () => {
    const printed = await chief.fetch(`/api/incidents/${incident}/after-action.pdf?asOf=${review.revision}`)
    expect(printed.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(printed.rawPayload.toString('latin1')).toMatch(/FontFile2/)
    expect(printed.rawPayload.length).toBeLessThan(600_000)
    const parts = { timeZone: 'Asia/Shanghai', cityNames: CITY_NAMES, metricNames: {} }
    expect((await reviewPdf(review, { ...parts, language: 'zh' })).equals(printed.rawPayload)).toBe(true)
    expect((await reviewPdf(review, { ...parts, language: 'en' })).equals(printed.rawPayload)).toBe(false)
  })

  it('is a well-formed situation report that others can read, with nothing of it taken for markup', async () => {
    const answer = await chief.fetch(`/api/incidents/${incident}/situation-report.xml?lang=en`)
    const own = namesIn(readXml(answer.rawPayload)).filter(([, namespace]) => namespace.endsWith(':EDXL:SitRep:1.0'))
    expect(own.map(([name]) => name)).toEqual([
      ...['sitRep', 'messageID', 'preparedBy', 'authorizedBy', 'reportPurpose', 'reportNumber', 'reportVersion', 'forTimePeriod'],
      ...['incidentID', 'reportConfidence', 'severity', 'report', 'observationLocation', 'immediateNeeds'],
      ...['immediateNeedsCategory', 'observationText'],
    ])
    expect(answer.body).toContain('<sitrep:severity>Moderate</sitrep:severity>')
    expect(answer.body).toContain('&lt;1 号&gt;')
    expect(answer.body).toMatch(/<ct:fromDateTime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00</)
  })

  it('leaves out what the reader may not see, and nobody takes it out unseen by the audit', async () => {
    await city.observe('police.force', 3)
    const evidence = { series: [{ metric: 'police.force', area: 'town' }], matters: [] }
    const options = [
      { id: 'a', title: '增援' },
      { id: 'b', title: '不增援' },
    ]
    const { id } = await duty.do('/api/decisions', { incident, question: '是否增援', options, evidence, withinMinutes: 10 })
    expect((await chief.get<DecisionMatter>(`/api/matters/decision/${id}`)).state.sensitivity).toBe('sensitive')
    expect((await read(chief)).decisions.map(({ question }) => question)).toContain('是否增援')
    const seen = await read(field)
    expect(seen.decisions.map(({ question }) => question)).toEqual(['是否扩大转移'])
    expect(JSON.stringify(seen)).not.toContain('增援')
    const rows = await city.command.database.query("select 1 from guanlan.audit where type = 'incident.export-review'")
    expect(rows).toHaveLength(2)
  })
})

/** Every element of a document with its namespace, as they stand. */
function namesIn({ name, namespace, children }: XmlElement): (readonly [name: string, namespace: string])[] {
  return [[name, namespace], ...children.flatMap(namesIn)]
}

/** The record as it was known at an earlier revision, from the events of today. */
function cut(record: IncidentRecord, revision: number, then: number): IncidentRecord {
  const known = (past: IncidentRecord['orders']) =>
    past.flatMap(({ id, events }) => {
      const upTo = events.filter((event) => event.revision <= revision)
      return upTo.length > 0 ? [{ id, events: upTo }] : []
    })
  const [own] = known([record.incident])
  if (!own) throw new Error('the incident was not known yet')
  return {
    ...{ revision, at: then, incident: own },
    ...{ orders: known(record.orders), decisions: known(record.decisions), warnings: known(record.warnings) },
  }
}
