import { expect, it } from 'vitest'
import type { AuditEntry } from '../audit/audit-entry.ts'
import { REFUSAL_WINDOW_MS, REFUSALS_APART, RefusalLog, type Refused } from './refusal-log.ts'

const KNOCK: Refused = {
  actor: { kind: 'nobody' },
  code: 'access/sign-in-needed',
  object: { kind: 'route', id: 'GET /api/sources' },
  address: '10.0.0.1',
}

it('writes the first refusal at once, and a flood of the same as one number', () => {
  const { log, rows, advance } = started()
  for (let knock = 0; knock < 10_000; knock++) log.note(KNOCK)
  expect(rows).toMatchObject([
    { type: 'access.refuse', result: 'refused', code: KNOCK.code, object: KNOCK.object, address: '10.0.0.1' },
  ])
  log.sweep()
  expect(rows).toHaveLength(1)
  advance(REFUSAL_WINDOW_MS)
  log.sweep()
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({ detail: { repeated: 9_999, since: 0 } })
})

it('writes the next one again once the minute is over', () => {
  const { log, rows, advance } = started()
  log.note(KNOCK)
  advance(REFUSAL_WINDOW_MS)
  log.sweep()
  log.note(KNOCK)
  expect(rows).toHaveLength(2)
})

it('tells refusals apart by who, what, why and from where', () => {
  const { log, rows } = started()
  log.note(KNOCK)
  log.note({ ...KNOCK, address: '10.0.0.2' })
  log.note({ ...KNOCK, code: 'access/refused' })
  log.note({ ...KNOCK, object: { kind: 'event', id: 'subscribe' } })
  log.note({ ...KNOCK, actor: { kind: 'person', id: 'a', name: 'An' } })
  log.note({ ...KNOCK, actor: { kind: 'person', id: 'b', name: 'An' } })
  expect(rows).toHaveLength(6)
})

it('stays small under a flood of ever different ones, and still says how many there were', () => {
  const { log, rows } = started()
  for (let knock = 0; knock < REFUSALS_APART + 5_000; knock++) log.note({ ...KNOCK, address: `10.0.${knock >> 8}.${knock & 255}` })
  expect(rows).toHaveLength(REFUSALS_APART + 1)
  log.sweep(true)
  expect(rows.at(-1)).toMatchObject({ code: KNOCK.code, object: { id: 'many' }, detail: { repeated: 4_999 } })
})

function started() {
  const rows: AuditEntry[] = []
  let now = 0
  const log = new RefusalLog(
    (entry) => void rows.push(entry),
    () => now,
  )
  return {
    log,
    rows,
    advance: (ms: number) => {
      now += ms
    },
  }
}
