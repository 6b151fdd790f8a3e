import type { ListedAccount } from '#contract/account.ts'

export const ACCOUNT_FILTERS = ['all', 'active', 'invited', 'disabled'] as const
export type AccountFilter = (typeof ACCOUNT_FILTERS)[number]

/** The accounts a person looks for, by name, account or what `wordsOf` says of them, those in use first. Pure. */
export function findAccounts(
  accounts: readonly ListedAccount[],
  text: string,
  filter: AccountFilter,
  wordsOf: (account: ListedAccount) => string,
): readonly ListedAccount[] {
  const wanted = text.normalize('NFKC').trim().toLowerCase().split(/\s+/).filter(Boolean)
  return accounts
    .filter(({ state }) => filter === 'all' || state === filter)
    .filter((account) => {
      const words = `${account.shown} ${account.name} ${wordsOf(account)}`.toLowerCase()
      return wanted.every((one) => words.includes(one))
    })
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.shown.localeCompare(b.shown, 'zh-CN'))
}

const ORDER = { active: 0, invited: 1, disabled: 2 } as const
