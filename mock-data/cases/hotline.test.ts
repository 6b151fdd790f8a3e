import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import type { CaseCategory, CasesFile } from '#contract/case-tables.ts'
import { CaseTicketSchema } from '#contract/case-ticket.ts'
import { windowCalendar } from '#contract/window.ts'
import { townsOf } from '../entities/ground.ts'
import { makeHotline, rowBy, type SimulatedTicket } from './hotline.ts'
import { readHotlineWords } from './hotline-words.ts'
import { tellHotline } from './tell-hotline.ts'

const read = <Value>(path: string) =>
  JSON.parse(readFileSync(new URL(`../../dashboards/dongguan/${path}`, import.meta.url), 'utf8')) as Value
const { categories = [] } = read<CasesFile>('cases/categories.json')
const { calendar } = read<CasesFile>('cases/calendar.json')
const { areas } = read<{ areas: Area[] }>('areas.json')
const NOW = Date.parse('2026-11-23T16:00:00+08:00')
const DAY = 86_400_000
const hotline = make(7)
const day = hotline.between(NOW - DAY, NOW)

it('takes some hundred calls a day, most of them while people are awake, in every town and about everything', () => {
  expect(day.length).toBeGreaterThan(150)
  expect(day.length).toBeLessThan(450)
  const week = hotline.between(NOW - 10 * DAY, NOW)
  const towns = townsOf({ areas }, undefined, 7)
  expect(new Set(week.map(({ row }) => row.area)).size).toBe(towns.length)
  expect(new Set(week.map(({ row }) => row.category)).size).toBeGreaterThan(categories.length * 0.9)
  expect(new Set(week.map(({ row }) => row.key)).size).toBe(week.length)
})

it('tells the same of the same time, whoever asks and in however many parts', () => {
  expect(make(7).between(NOW - DAY, NOW)).toEqual(day)
  expect([...hotline.between(NOW - DAY, NOW - 3_333_333), ...hotline.between(NOW - 3_333_333, NOW)]).toEqual(day)
  expect(make(8).between(NOW - DAY, NOW)).not.toEqual(day)
})

it('says rows as the door takes them, with words that have no gap left in them', () => {
  for (const ticket of day) {
    const row = rowBy(ticket, Number.POSITIVE_INFINITY)
    expect([...Value.Errors(CaseTicketSchema, row)]).toEqual([])
    expect(JSON.stringify(row)).not.toMatch(/[{][^"]|undefined/)
  }
})

it('does one thing after the other to a ticket, and all of it once', () => {
  for (const { at, steps } of day) {
    const times = steps.map((step) => step.at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeGreaterThan(at)
    expect(['closed', 'evaluated', 'rejected']).toContain(steps.at(-1)?.step)
  }
})

it('knows words for every category of the city', () => {
  const { words } = readHotlineWords()
  expect(categories.filter(({ id }: CaseCategory) => words[id] === undefined)).toEqual([])
})

it('tells the past first and then each ticket whenever something is new of it', async () => {
  const told: { key: string; steps: number }[] = []
  const take = ({ rows }: { rows: readonly unknown[] }) => {
    for (const row of rows as ReturnType<typeof rowBy>[]) told.push({ key: row.key, steps: row.steps?.length ?? 0 })
  }
  const door = { send: take, deliver: async (batch: { rows: readonly unknown[] }) => void take(batch) }
  const teller = tellHotline(hotline, door as never, { silent: new Set(), log: () => undefined, now: () => NOW })
  await teller.introduced
  const past = told.length
  expect(past).toBe(hotline.between(NOW - 3 * DAY, NOW).length)
  for (let minute = 1; minute <= 120; minute++) teller.beat(NOW + minute * 60_000)
  const after = NOW + 120 * 60_000
  const newest = new Map(told.map(({ key, steps }) => [key, steps]))
  for (const ticket of hotline.between(NOW - 3 * DAY, after)) expect(newest.get(ticket.row.key)).toBe(doneBy(ticket, after))
})

function doneBy({ steps }: SimulatedTicket, now: number): number {
  return steps.filter(({ at }) => at <= now).length
}

function make(seed: number) {
  if (!calendar) throw new Error('the city has no working calendar')
  return makeHotline({
    ...{ tables: { categories, calendar }, towns: townsOf({ areas }, undefined, seed), words: readHotlineWords(), seed },
    calendar: windowCalendar('Asia/Shanghai'),
  })
}
