import { expect, it } from 'vitest'
import { type CommandFile, PLAIN_TABLES } from '#contract/command-tables.ts'
import { checkCommand, commandTables } from './check-command.ts'
import { cityNames } from './city-folder.ts'
import { loadCity } from './load-city.ts'
import type { CityFiles } from './read-city.ts'

const names = (text: string) => ({ zh: text, en: text })
const city = {
  file: 'city.json',
  entry: { domains: [{ id: 'life' }], departments: [{ id: 'fire' }] },
} as unknown as CityFiles['city']

function sentences(...files: readonly CommandFile[]): readonly string[] {
  const command = files.map((entry, index) => ({ file: `command/${index}.json`, entry }))
  return checkCommand({ command, city }).map(({ place, sentence }) => `${place}: ${sentence}`)
}

const rule = { id: 'dead', names: names('dead'), source: 'tested' }
const measure = { id: 'dead', names: names('dead') }

it('finds nothing in tables that are in order, in one file or in several', () => {
  const fire = { id: 'fire', class: 'accident', names: names('fire'), domain: 'life', department: 'fire' } as const
  const levels = [{ ...rule, subtypes: ['fire'], measures: [{ ...measure, least: { I: 30, III: 3, IV: 0 } }] }]
  expect(sentences({ subtypes: [fire] }, { levels })).toEqual([])
})

it('names a subtype, a domain and a department that do not exist, and what is given twice', () => {
  const flood = { id: 'flood', class: 'natural-disaster', names: names('flood'), domain: 'sea', department: 'navy' } as const
  const levels = [{ ...rule, subtypes: ['fire'], measures: [{ ...measure, least: { I: 1 } }] }]
  expect(sentences({ subtypes: [flood, flood], levels })).toEqual([
    'subtype flood: is given twice; keep one.',
    'subtype flood, domain: "sea" is not among the domains of city.json.',
    'subtype flood, department: "navy" is not among the departments of city.json.',
    'subtype flood, domain: "sea" is not among the domains of city.json.',
    'subtype flood, department: "navy" is not among the departments of city.json.',
    'dead, subtypes: there is no subtype "fire"; add it to subtypes or correct it.',
  ])
})

it('refuses a graver level that less is enough for, and a measure that reaches none', () => {
  const measures = [
    { ...measure, least: { I: 3, II: 10 } },
    { ...measure, id: 'none', least: {} },
  ]
  expect(sentences({ levels: [{ ...rule, measures }] })).toEqual([
    'dead, measure dead, least: I is reached by 3, no more than II by 10.',
    'dead, measure none: reaches no level; give at least one.',
  ])
})

it('refuses a rule for a subtype of a class that the rule leaves out, and a likeness that joins before it asks', () => {
  const fire = { id: 'fire', class: 'accident', names: names('fire') } as const
  const levels = [{ ...rule, classes: ['public-health' as const], subtypes: ['fire'], measures: [{ ...measure, least: { I: 1 } }] }]
  const sameness = { withinMinutes: 30, nearMetres: 300, farMetres: 250, join: 0.4, ask: 0.5 }
  expect(sentences({ subtypes: [fire], levels, sameness })).toEqual([
    'dead, subtypes: "fire" is of the class accident, which the rule leaves out.',
    'sameness: nearMetres 300 must be less than farMetres 250.',
    'sameness: ask 0.5 must be less than join 0.4.',
  ])
})

it('gives a city without tables plain ones, by which incidents work and no clock runs', () => {
  expect(commandTables([])).toEqual(PLAIN_TABLES)
  expect(commandTables([{ leaseMinutes: 5 }])).toEqual({ ...PLAIN_TABLES, leaseMinutes: 5 })
  const said = commandTables([{ patience: { 'order-overdue': { graceMinutes: 5 } } }])
  expect(said.patience).toEqual({ ...PLAIN_TABLES.patience, 'order-overdue': { afterMinutes: 0, graceMinutes: 5 } })
})

it('gives every city of dashboards/ distances at which two happenings 300 metres apart never join by themselves', async () => {
  for (const name of cityNames()) {
    const { sameness } = (await loadCity(name)).command
    expect(sameness.farMetres).toBeLessThanOrEqual(300)
    expect(sameness.join).toBeGreaterThan(0.5)
  }
})
