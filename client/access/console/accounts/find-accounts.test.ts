import { expect, it } from 'vitest'
import type { ListedAccount } from '#contract/account.ts'
import { findAccounts } from './find-accounts.ts'

const account = (part: Partial<ListedAccount>): ListedAccount => ({
  ...{ id: '1', name: 'lin', shown: '林晓彤', state: 'active', reason: null, phone: null },
  ...{ hasFactor: true, provider: null, isLocked: false, sessions: 0, madeAt: 0, usedAt: 0, remits: [] },
  ...part,
})
const all = [
  account({ id: '1' }),
  account({ id: '2', name: 'he.jun', shown: '何军', state: 'disabled' }),
  account({ id: '3', name: 'zhou', shown: '周宁', state: 'invited' }),
]
const ids = (text: string, filter: Parameters<typeof findAccounts>[2] = 'all') =>
  findAccounts(all, text, filter, ({ state }) => (state === 'active' ? '值班员' : '')).map(({ id }) => id)

it('finds by name, account and role, all words of them', () => {
  expect(ids('晓彤')).toEqual(['1'])
  expect(ids('HE.')).toEqual(['2'])
  expect(ids('林 值班')).toEqual(['1'])
  expect(ids('林 何')).toEqual([])
})

it('shows those in use first, and disabled ones last', () => {
  expect(ids('')).toEqual(['1', '3', '2'])
  expect(ids('', 'disabled')).toEqual(['2'])
})
