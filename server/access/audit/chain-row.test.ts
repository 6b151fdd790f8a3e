import { expect, it } from 'vitest'
import type { AuditEntry } from './audit-entry.ts'
import { encodeContent, FIRST_HASH, hashOf, toChainRow } from './chain-row.ts'

/** The worked example of docs/audit.md. */
const ENTRY: AuditEntry = {
  at: 1_795_420_800_000,
  actor: { kind: 'person', id: 'p1', name: '张三', role: 'duty-officer' },
  type: 'session.open',
  object: { kind: 'session', id: 's1' },
  result: 'done',
  address: '192.0.2.7',
  requestId: 'r1',
  detail: { b: 1, a: 'ä "x"\n' },
}
const ENCODED =
  '[1,1795420800000,"person","p1","张三","duty-officer","session.open","session","s1","done",null,"192.0.2.7",null,"r1","{\\"a\\":\\"ä \\\\\\"x\\\\\\"\\\\n\\",\\"b\\":1}"]'

it('encodes a row as the document says, character by character', () => {
  expect(encodeContent(toChainRow(ENTRY, 1, FIRST_HASH))).toBe(ENCODED)
})

it('computes the hashes of the document', () => {
  const first = toChainRow(ENTRY, 1, FIRST_HASH)
  expect(first.hash).toBe('3df26584142952d4a1f5551e9238b6e532781869805a24c64f2a85b6ec6c1ab9')
  const second = toChainRow(
    { at: 0, actor: { kind: 'nobody' }, type: 'x.y', result: 'refused', code: 'access/refused' },
    2,
    first.hash,
  )
  expect(second.previous).toBe(first.hash)
  expect(second.hash).toBe('084e10f15f846b8e6275eb1a624393741189b0ce52c202140ae65ec18dcf4184')
})

it('gives another hash for every other field, order of rows included', () => {
  const row = toChainRow(ENTRY, 1, FIRST_HASH)
  const others = [
    { ...row, seq: 2 },
    { ...row, at: row.at + 1 },
    { ...row, actorName: '张四' },
    { ...row, code: '' },
    { ...row, agent: '' },
    { ...row, address: null, agent: row.address },
    { ...row, detail: null },
  ]
  const hashes = others.map((other) => hashOf(FIRST_HASH, other))
  expect(new Set([row.hash, hashOf('f'.repeat(64), row), ...hashes]).size).toBe(others.length + 2)
})

it('writes keys of details in one order, whatever order they came in', () => {
  const one = toChainRow({ ...ENTRY, detail: { a: { y: 1, x: 2 }, b: [3] } }, 1, FIRST_HASH)
  const other = toChainRow({ ...ENTRY, detail: { b: [3], a: { x: 2, y: 1 } } }, 1, FIRST_HASH)
  expect(one.hash).toBe(other.hash)
})
