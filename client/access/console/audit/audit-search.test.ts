import { expect, it } from 'vitest'
import { ANYTHING, auditQuery } from './audit-search.ts'
import { instantIn } from './local-time.ts'

const shanghai = (local: string) => instantIn('Asia/Shanghai', local)

it('asks for nothing that was not written', () => {
  expect(auditQuery(ANYTHING, shanghai).toString()).toBe('')
  expect(auditQuery({ ...ANYTHING, actor: '  ', text: ' door ' }, shanghai).toString()).toBe('text=door')
})

it('asks in the time of the city, wherever the auditor sits', () => {
  const query = auditQuery({ ...ANYTHING, from: '2026-11-23T16:40', to: '2026-11-24T00:00' }, shanghai)
  expect(Number(query.get('from'))).toBe(Date.parse('2026-11-23T16:40:00+08:00'))
  expect(Number(query.get('to'))).toBe(Date.parse('2026-11-24T00:00:00+08:00'))
})

it('finds an hour on either side of a change of the clock', () => {
  expect(instantIn('Europe/Berlin', '2026-03-29T01:30')).toBe(Date.parse('2026-03-29T01:30:00+01:00'))
  expect(instantIn('Europe/Berlin', '2026-03-29T03:30')).toBe(Date.parse('2026-03-29T03:30:00+02:00'))
  expect(instantIn('Europe/Berlin', 'yesterday')).toBeUndefined()
})
