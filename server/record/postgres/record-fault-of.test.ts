import { expect, it } from 'vitest'
import { RecordFault } from '../record-store.ts'
import { isConnectionLost, recordFaultOf } from './record-fault-of.ts'

const coded = (code: string, message = 'it failed') => Object.assign(new Error(message), { code })

it.each([
  ['53100', 'record/full'],
  ['ENOSPC', 'record/full'],
  ['57P01', 'record/unavailable'],
  ['25006', 'record/unavailable'],
  ['ECONNREFUSED', 'record/unavailable'],
  ['40001', 'record/unavailable'],
])('takes %s for %s', (code, meaning) => {
  const fault = recordFaultOf(coded(code))
  expect(fault).toBeInstanceOf(RecordFault)
  expect((fault as RecordFault).code).toBe(meaning)
})

it('keeps what the database finds wrong with our own statements for what it is: a mistake of ours', () => {
  const mistake = coded('42601', 'syntax error')
  expect(recordFaultOf(mistake)).toBe(mistake)
  const broken = new TypeError('undefined is not a function')
  expect(recordFaultOf(broken)).toBe(broken)
})

it.each([
  new Error('Connection terminated unexpectedly'),
  new Error('Query read timeout'),
  new Error('Client has encountered a connection error and is not queryable'),
  coded('ECONNRESET'),
  coded('57P01'),
])('knows that nothing can be asked any more after: $message', (fault) => {
  expect(isConnectionLost(fault)).toBe(true)
})

it('asks on over a connection on which only a statement failed', () => {
  expect(isConnectionLost(coded('53100'))).toBe(false)
  expect(isConnectionLost(coded('23505', 'duplicate key value: connection'))).toBe(false)
})
