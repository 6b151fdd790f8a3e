import { expect, it } from 'vitest'
import { areReady, type Drafts, draftFaults, EMPTY_DRAFT } from './administrators.ts'

const three: Drafts = {
  'system-administrator': { name: 'chen.min', shown: '陈敏', password: 'Tide-2026-a' },
  'security-administrator': { name: 'he.jun', shown: '何军', password: 'Wave-2026-b' },
  'audit-administrator': { name: 'su.yan', shown: '苏妍', password: 'Reed-2026-c' },
}

it('lets three different people begin', () => {
  expect(areReady(three)).toBe(true)
})

it('refuses one person for two duties, however the name is written', () => {
  const twice = (part: Partial<Drafts['audit-administrator']>): Drafts => ({
    ...three,
    'audit-administrator': { ...three['audit-administrator'], ...part },
  })
  expect(draftFaults(twice({ name: ' Chen.Min ' }))['audit-administrator']).toBe('same-name')
  expect(draftFaults(twice({ name: 'ｈｅ.ｊｕｎ' }))['audit-administrator']).toBe('same-name')
  expect(draftFaults(twice({ shown: '陈敏' }))['audit-administrator']).toBe('same-person')
  expect(draftFaults(twice({ password: 'Tide-2026-a' }))['audit-administrator']).toBe('same-password')
  expect(areReady(twice({ shown: '陈敏' }))).toBe(false)
})

it('complains of nothing that is not written yet', () => {
  const empty: Drafts = {
    'system-administrator': EMPTY_DRAFT,
    'security-administrator': EMPTY_DRAFT,
    'audit-administrator': EMPTY_DRAFT,
  }
  expect(Object.values(draftFaults(empty))).toEqual([undefined, undefined, undefined])
  expect(areReady(empty)).toBe(false)
})
