import { expect, it } from 'vitest'
import { checksOf } from './checks.ts'
import type { OperationFacts } from './facts.ts'
import type { RecordState } from './record-state.ts'

const NOW = Date.UTC(2026, 8, 8, 12)
const HOUR = 3_600_000

const RECORD: RecordState = {
  ...{ bytes: 2.5e9, unrolled: 0, waitingNotices: 0, oldestNoticeAt: null, connections: { idle: 3 } },
  lastBackup: { at: NOW - 8 * HOUR, revision: 1_234, bytes: 4e8 },
}
const WELL: OperationFacts = {
  ...{ now: NOW, startedAt: NOW - 30 * HOUR, revision: 2_000, isCutOff: false, record: RECORD },
  works: [
    { name: 'alarms', ms: 0 },
    { name: 'orders', ms: 900 },
  ],
  freshness: { live: 100, late: 0, silent: 0, empty: 3 },
  sources: [{ name: 'water', receivedAt: NOW - 5_000 }],
  ...{ sockets: { all: 12, held: 0, kinds: { person: 12 } }, memoryBytes: 3e8, loopP99Ms: 12 },
}

it('says of a product that is well what it is doing, each in a sentence', () => {
  const checks = checksOf(WELL)
  expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['good']))
  const says = checks.map(({ says: { en } }) => en)
  expect(says).toContain('Answers at revision 2000 and takes 2.5 GB')
  expect(says).toContain('The last was made 8 h ago, of revision 1234, 400.0 MB')
  for (const { says: words, remedy } of checks) {
    expect(words.zh).not.toBe('')
    expect(remedy).toBeUndefined()
  }
})

it.each<[why: string, facts: Partial<OperationFacts>, id: string, state: string]>([
  ['the record is away', { record: undefined }, 'record', 'wrong'],
  ['a member hears nothing of the record', { isCutOff: true }, 'record', 'wrong'],
  ['a work is not kept up with', { works: [{ name: 'orders', ms: 20_000 }] }, 'works', 'look'],
  ['a work is not done any more', { works: [{ name: 'alarms', ms: 90_000 }] }, 'works', 'wrong'],
  ['every figure is silent', { freshness: { live: 0, late: 0, silent: 100, empty: 0 } }, 'feeds', 'wrong'],
  ['one source sends nothing', { sources: [{ name: 'power', receivedAt: null }] }, 'feeds', 'look'],
  ['no backup was ever made', { record: { ...RECORD, lastBackup: null } }, 'backup', 'wrong'],
  ['a night was missed', { record: { ...RECORD, lastBackup: { at: NOW - 40 * HOUR, revision: 1, bytes: 1 } } }, 'backup', 'look'],
  ['two nights were', { record: { ...RECORD, lastBackup: { at: NOW - 70 * HOUR, revision: 1, bytes: 1 } } }, 'backup', 'wrong'],
  ['a notice does not leave', { record: { ...RECORD, waitingNotices: 4, oldestNoticeAt: NOW - 90_000 } }, 'notices', 'wrong'],
  ['figures pile up', { record: { ...RECORD, unrolled: 500 } }, 'queue', 'look'],
  ['a screen reads too slowly', { sockets: { all: 2, held: 1, kinds: {} } }, 'screens', 'look'],
  ['the process is late', { loopP99Ms: 250 }, 'process', 'look'],
  ['the process hardly turns', { loopP99Ms: 4_000 }, 'process', 'wrong'],
])('puts it first when %s', (_, facts, id, state) => {
  expect(checksOf({ ...WELL, ...facts })[0]).toMatchObject({ id, state })
})

it('tells nothing it cannot know while the record is away', () => {
  const states = Object.fromEntries(checksOf({ ...WELL, record: undefined }).map(({ id, state }) => [id, state]))
  expect(states).toMatchObject({ backup: 'unknown', notices: 'unknown', queue: 'unknown', screens: 'good' })
})
