import type { OpenBlock, OpenCatalogue } from '#contract/open.ts'
import type { OpenWarnings } from '#contract/warning.ts'
import { type Stage, theIncident } from '../stage.ts'
import { capFaults } from './cap-form.ts'
import { found, type Look, yes } from './check.ts'

/**
 * What must never leave the house: accounts and names of people, ids of what they deal with, and whatever looks like a telephone or
 * an identity number. Looked for in every text of an answer; a figure is no text.
 */
function secretsIn(stage: Stage, answer: unknown): readonly string[] {
  const { persons, drill, incident = '' } = stage
  const people = drill.players.filter(({ department, role }) => department === undefined && role !== 'town-staff')
  const own = [...persons.values()].map(({ id }) => id)
  const secrets = [...own, ...people.map(({ id }) => persons.get(id)?.name ?? ''), incident].filter((secret) => secret.length > 2)
  return textsIn(answer).flatMap((text) => [
    ...secrets.filter((secret) => text.includes(secret)),
    ...(text.match(/(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/g) ?? []),
  ])
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

async function asPublic<Answer>(stage: Stage, path: string): Promise<Answer> {
  return (await (await fetch(stage.city.url + path)).json()) as Answer
}

export const publicNotice: Look<'public-notice'> = async ({ headline }, { stage }) => {
  const body = await asPublic<OpenWarnings>(stage, '/api/open/warnings')
  const notice = body.inForce.find((one) => one.headline.zh === headline)
  const secrets = secretsIn(stage, body)
  return found(
    notice !== undefined && secrets.length === 0,
    `${body.inForce.length} in force, internal: ${secrets.join(', ') || 'nothing'}`,
    `生效 ${body.inForce.length} 条，内部信息：${secrets.join('、') || '无'}`,
  )
}

export const capCircle: Look<'cap-circle'> = async ({ headline, mark }, { stage }) => {
  const feed = await (await fetch(`${stage.city.url}/api/open/warnings.atom`)).text()
  const links = [...feed.matchAll(/href="([^"]+\.cap)"/g)].map(([, href = '']) => new URL(href, stage.city.url).pathname)
  const documents = await Promise.all(links.map(async (path) => (await fetch(stage.city.url + path)).text()))
  const document = documents.find((one) => one.includes(headline))
  if (document === undefined)
    return found(false, `${documents.length} documents, none with that headline`, `共 ${documents.length} 份，没有该标题`)
  const faults = capFaults(document)
  const drawn = (await theIncident(stage)).state.marks.find(({ id }) => id === mark)
  const circles = [...document.matchAll(/<circle>(-?[\d.]+),(-?[\d.]+) ([\d.]+)<\/circle>/g)].map((one) => one.slice(1).map(Number))
  const [lon, lat] = drawn?.geometry.type === 'Point' ? drawn.geometry.coordinates : []
  const isSame =
    circles.length > 0 && circles.every(([y, x, km]) => y === lat && x === lon && km === (drawn?.radiusMetres ?? 0) / 1000)
  const isExercise = document.includes('<status>Exercise</status>')
  return found(
    faults.length === 0 && isSame && isExercise,
    `faults of form: ${faults.join('; ') || 'none'}; ${circles.length} circles, the same as ${mark}: ${isSame}; an exercise: ${isExercise}`,
    `格式错误：${faults.join('；') || '无'}；圆形 ${circles.length} 个，与 ${mark} 一致：${yes(isSame)}；标为演练：${yes(isExercise)}`,
  )
}

export const openClean: Look<'open-clean'> = async (_check, { stage }) => {
  const catalogue = await asPublic<OpenCatalogue>(stage, '/api/open/catalogue')
  const firm = stage.persons.get('firm-reader')
  const blocks = await Promise.all(catalogue.scenes.map(({ id }) => asPublic<OpenBlock>(stage, `/api/open/blocks/${id}`)))
  const own = firm ? await firm.get<OpenCatalogue>('/api/enterprise/catalogue') : undefined
  const forFirms =
    firm && own ? await Promise.all(own.scenes.map(({ id }) => firm.get<OpenBlock>(`/api/enterprise/blocks/${id}`))) : []
  const warnings = await asPublic(stage, '/api/open/warnings')
  const secrets = secretsIn(stage, [catalogue, warnings, own, blocks, forFirms])
  const limits = new Map([...catalogue.figures, ...(own?.figures ?? [])].map(({ metric, threshold }) => [metric, threshold]))
  const figures = [...blocks, ...forFirms].flatMap((block) => block.figures)
  const small = figures.flatMap(({ metric, cells }) =>
    cells
      .filter(({ value }) => value !== null && value < (limits.get(metric) ?? 0))
      .map(({ area, value }) => `${metric}@${area} ${value}`),
  )
  const cells = figures.reduce((sum, one) => sum + one.cells.length, 0)
  return found(
    secrets.length === 0 && small.length === 0 && cells > 0 && firm !== undefined,
    `${cells} cells of ${figures.length} figures in ${blocks.length + forFirms.length} blocks; personal: ${secrets.join(', ') || 'nothing'}; small: ${small.slice(0, 3).join(', ') || 'none'}`,
    `${blocks.length + forFirms.length} 个数据块、${figures.length} 项指标、${cells} 格；个人信息：${secrets.join('、') || '无'}；过小计数：${small.slice(0, 3).join('、') || '无'}`,
  )
}
