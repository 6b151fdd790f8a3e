import { expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { Drill } from '#contract/drill.ts'
import { TEST_CITY } from '../testing/server-process.ts'
import { checkDrills } from './check-drills.ts'
import { type CityFiles, readCity } from './read-city.ts'

it('finds nothing wrong with a good drill', async () => {
  expect(await findingsOf((drill) => drill)).toEqual([])
})

it.each<[string, (drill: Drill) => Drill, string]>([
  ['an area the city does not have', (drill) => ({ ...drill, place: { area: 'atlantis' } }), 'no area "atlantis"'],
  ['a subtype it does not have', (drill) => ({ ...drill, subtype: 'flying-saucer' }), 'no subtype "flying-saucer"'],
  ['a player nobody is', (drill) => ({ ...drill, players: drill.players.slice(0, 1) }), 'no player "duty-officer"'],
  ['a player given twice', (drill) => ({ ...drill, players: [...drill.players, ...drill.players] }), 'given twice'],
  ['steps out of order', (drill) => ({ ...drill, steps: drill.steps.toReversed() }), 'put them in order'],
  ['steps after its end', (drill) => ({ ...drill, duration: 100 }), 'after the end of the drill'],
  [
    'nothing to be scored by',
    (drill) => ({ ...drill, steps: drill.steps.filter(({ kind }) => kind !== 'expect') }),
    'expect nothing',
  ],
  ['another id than its file', (drill) => ({ ...drill, id: 'other' }), 'in the file of its id'],
])('names a drill with %s', async (_what, change, sentence) => {
  expect((await findingsOf(change)).map((finding) => finding.sentence).join('; ')).toContain(sentence)
})

async function findingsOf(change: (drill: Drill) => Drill) {
  const read = await readCity(TEST_CITY)
  if ('findings' in read) throw new Error(read.findings.map(({ sentence }) => sentence).join('; '))
  const files: CityFiles = {
    ...read.files,
    drills: read.files.drills.map(({ file, entry }) => ({ file, entry: change(entry) })),
  }
  return checkDrills(files, areaTree(files.areas.map(({ entry }) => entry)))
}
