import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EntityKind } from '#contract/entity-kind.ts'
import { checkCity } from './check-city.ts'
import { describeFinding } from './finding.ts'
import { TINY_CITY } from './testing/copy-city.ts'

let folder: string

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'kinds-')), 'city')
  await cp(TINY_CITY, folder, { recursive: true })
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

it('knows a city without entities, and one whose kinds are in order', async () => {
  expect(await found([])).toEqual([])
  expect(await found([await kind('car', 'disc')])).toEqual([])
})

it('refuses kinds that share a mark or an id, or name a domain or department that is not there', async () => {
  const car = await kind('car', 'disc')
  expect(await found([car, await kind('boat', 'disc')])).toEqual([
    expect.stringMatching(/kind boat, mark: "disc" is the mark of car/),
  ])
  expect((await found([car, { ...car, mark: 'bar' }])).join()).toMatch(/kind car: is given twice/)
  const said = (await found([{ ...car, domain: 'moon', department: 'sun' }])).join()
  expect(said).toMatch(/domain: "moon"/)
  expect(said).toMatch(/department: "sun"/)
  const plate = { id: 'plate', names: car.names }
  expect((await found([{ ...car, attributes: [plate, plate] }])).join()).toMatch(/attributes: "plate" is given twice/)
  expect((await found([{ ...car, mark: 'smile' as 'disc' }])).join()).toMatch(/entities\.json/)
})

it('refuses a map that shows a kind nobody knows, or hides things among areas that stand up', async () => {
  const car = await kind('car', 'disc')
  await changeMap((map) => ({ ...map, entities: ['car', 'ufo'] }))
  expect((await found([car])).join()).toMatch(/panel map, entities: there is no kind "ufo"/)
  await changeMap((map) => ({ ...map, entities: ['car'], layers: [{ ...(map.layers as object[])[0], extrude: true }] }))
  expect((await found([car])).join()).toMatch(/panel map, layers: areas that stand up would hide the entities/)
})

async function kind(id: string, mark: EntityKind['mark']): Promise<EntityKind> {
  const { domains, departments } = JSON.parse(await readFile(join(folder, 'city.json'), 'utf8')) as {
    domains: { id: string }[]
    departments: { id: string }[]
  }
  const own = { domain: domains[0]?.id ?? '', department: departments[0]?.id ?? '' }
  return { id, names: { zh: id, en: id }, ...own, mark, moves: true, promise: 'PT30S' }
}

async function found(kinds: readonly EntityKind[]): Promise<string[]> {
  if (kinds.length > 0) await writeFile(join(folder, 'entities.json'), JSON.stringify({ kinds }))
  return (await checkCity(folder)).findings.map(describeFinding)
}

async function changeMap(change: (map: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  const path = join(folder, 'scenes', 'overview.json')
  const scene = JSON.parse(await readFile(path, 'utf8')) as { panels: Record<string, Record<string, unknown>> }
  scene.panels.map = change(scene.panels.map ?? {})
  await writeFile(path, JSON.stringify(scene))
}
