import { expect, it } from 'vitest'
import { conditionsOf, EVERYTHING_OPEN, filterQuery, searchQuery } from './case-search.ts'

it('asks for what is open, what is due first at the top, until somebody says otherwise', () => {
  expect(searchQuery(EVERYTHING_OPEN).toString()).toBe('open=true&sort=due')
  expect(conditionsOf(EVERYTHING_OPEN)).toBe(0)
})

it('asks for everything that was chosen, and for no words before there are two letters', () => {
  const search = { ...EVERYTHING_OPEN, area: 'town', overdue: true as const, text: ' 井 ' }
  expect(searchQuery(search).toString()).toBe('area=town&open=true&overdue=true&sort=due')
  expect(searchQuery({ ...search, text: ' 井盖 ' }).get('text')).toBe('井盖')
  expect(conditionsOf({ ...search, text: '井盖', open: undefined })).toBe(4)
})

it('leaves it to a queue whether its cases are open: those to be evaluated are closed', () => {
  expect(filterQuery({ ...EVERYTHING_OPEN, queue: 'evaluation' }).toString()).toBe('queue=evaluation')
})
