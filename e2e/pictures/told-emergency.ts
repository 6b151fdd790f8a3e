import { randomUUID } from 'node:crypto'
import type { Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'

/** What was told, for those who picture it. */
export interface ToldEmergency {
  /** Id of the incident. */
  readonly incident: string
}

/** An answer of the product, as far as it is read here. */
interface Answered {
  readonly id: string
  readonly subject: { readonly id: string }
}

/**
 * Tells the simulated city of an emergency as people would, each in a role that is tried: an incident under command with its plan,
 * its orders at several stations, what people said and drew, a question that waits to be decided, and a shift that is being
 * handed over. Rejects with what was refused.
 */
export async function tellEmergency(url: string): Promise<ToldEmergency> {
  const [duty, chief, leader, town, field, dispatch] = await Promise.all(
    (['duty-officer', 'commander', 'leader', 'town-staff', 'field-responder', 'dispatcher'] as const).map((role) =>
      personIn(url, role),
    ),
  )
  if (!duty || !chief || !leader || !town || !field || !dispatch) throw new Error('every role can be tried in the simulated city')
  const { areas, metrics, city } = (await (await fetch(`${url}/api/catalogue`, { headers: duty.headers })).json()) as Catalogue
  const place = areas.find(({ level, names }) => level === 'town' && names.zh.startsWith('虎门'))?.code ?? city.area
  const near = areas.find(({ level }) => level === 'town')?.code ?? city.area
  const { id: incident } = await duty.does('/api/incidents', {
    ...{ class: 'natural-disaster', subtype: 'flood', place: { area: place, text: '手袋河下沉隧道', at: [113.672, 22.816] } },
    ...{ what: '手袋河下沉隧道积水 1.2 米，2 人被困车内', level: 'III', channel: '110' },
  })
  const about = (verb: string, fields: object) => chief.does(`/api/incidents/${incident}/${verb}`, { term: 1, ...fields })
  await about('command/take', { term: 0, post: '常务副市长' })
  await about('plans', { plan: 'flood-typhoon', level: 'III' })
  await about('posts', { post: 'deputy', person: leader.id, title: '副秘书长' })
  await about('posts', { post: 'field-commander', person: field.id, title: '消防支队长' })
  await about('groups', { group: 'rescue', kind: 'rescue', lead: field.id, departments: [], members: [town.id, dispatch.id] })
  const order = async (title: string, role: Role, slaMinutes: number) =>
    (
      await chief.does('/api/orders', {
        ...{ incident, term: 1, title, to: [{ kind: 'role', role, area: near }], slaMinutes, issue: true },
      })
    ).id
  const closed = await order('封闭手袋河下沉隧道并诱导', 'field-responder', 20)
  await order('转移低洼 340 人至则徐小学', 'town-staff', 40)
  const pumps = await order('核查沿河泵站运行，缺泵上报', 'field-responder', 45)
  await order('巡查地下车库与涵洞，设警戒', 'field-responder', 60)
  await field.does(`/api/orders/${closed}/acknowledge`, {})
  await field.does(`/api/orders/${closed}/done`, { text: '南北两口已封闭' })
  await field.does(`/api/orders/${pumps}/acknowledge`, {})
  await chief.does(`/api/incidents/${incident}/roll-call`, { withinMinutes: 10 })
  const people = { dead: 0, missing: 0, serious: null, minor: 2, trapped: 2, evacuated: 120 }
  await chief.does(`/api/incidents/${incident}/casualties`, { after: 0, figures: people, source: '120' })
  await field.does(`/api/incidents/${incident}/messages`, { text: '水位还在上涨，请求再调两台泵车' })
  for (const [kind, label, geometry] of DRAWN)
    await chief.does(`/api/incidents/${incident}/marks`, { mark: randomUUID(), after: 0, kind, label, geometry })
  const series = metrics
    .filter(({ period }) => period === 'PT1M')
    .slice(0, 3)
    .map(({ id }) => ({ metric: id, area: city.area }))
  const { id: decision } = await duty.does('/api/decisions', {
    ...{ incident, question: '沙田、虎门临海低洼区是否立即转移 6,200 人', recommended: 'a', withinMinutes: 20 },
    context: '高潮位预计 2.68 米，高于警戒 2.20 米，误差 ±0.18 米；安置床位余 9,400。',
    options: [
      { id: 'a', title: '立即转移', expected: '约 1.8 小时，早于高潮' },
      { id: 'b', title: '17:30 复核潮位再定', expected: '余量 0.6 小时' },
    ],
    evidence: { series, matters: [{ kind: 'incident', id: incident }] },
    consult: [town.id, leader.id],
  })
  await town.does(`/api/decisions/${decision}/answer`, { answer: 'agree', words: '安置点已备妥' })
  await duty.does('/api/shift-handovers', {
    post: 'duty-officer',
    to: dispatch.id,
    note: '泵车 7 还在路上，预计 15:10 到手袋河闸站。',
  })
  return { incident }
}

const DRAWN = [
  [
    'evacuation',
    '转移区：沿河低洼',
    {
      type: 'Polygon',
      coordinates: [
        [
          [113.66, 22.81],
          [113.685, 22.808],
          [113.69, 22.825],
          [113.665, 22.828],
          [113.66, 22.81],
        ],
      ],
    },
  ],
  ['command-post', '现场指挥部', { type: 'Point', coordinates: [113.678, 22.832] }],
  [
    'closure',
    '虎门大道封闭',
    {
      type: 'LineString',
      coordinates: [
        [113.655, 22.818],
        [113.672, 22.816],
        [113.69, 22.814],
      ],
    },
  ],
] as const

interface Person {
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  does(path: string, fields: object): Promise<Answered>
}

async function personIn(url: string, role: Role): Promise<Person> {
  const json = { 'content-type': 'application/json', origin: url }
  const tried = await fetch(`${url}/api/access/trial`, { method: 'POST', headers: json, body: JSON.stringify({ role }) })
  const cookie = tried.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { subject } = (await tried.json()) as Answered
  const headers = { ...json, cookie }
  return {
    ...{ id: subject.id, headers },
    does: async (path, fields) => {
      const body = JSON.stringify({ commandId: randomUUID(), ...fields })
      const answer = await fetch(url + path, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Answered
    },
  }
}
