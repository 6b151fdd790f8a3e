import { useMemo, useState } from 'react'
import type { ListedAccount } from '#contract/account.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { Search } from '../../parts/search.tsx'
import { Select } from '../../parts/select.tsx'
import { type MarkKind, StateMark } from '../../parts/state-mark.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { Person } from '../../person.ts'
import { personName } from '../../person-name.ts'
import { reachWords } from '../../remit-words.ts'
import { useRead } from '../../use-read.ts'
import { AccountDrawer } from './account-drawer.tsx'
import { ACCOUNT_FILTERS, type AccountFilter, findAccounts } from './find-accounts.ts'
import { NewAccount } from './new-account.tsx'

const MARKS: Record<ListedAccount['state'], MarkKind> = { active: 'good', invited: 'waiting', disabled: 'bad' }

/**
 * The accounts of the city. The system administrator makes and disables them, the security administrator says what they
 * may; the same list, each with their own verbs.
 */
export function AccountsPart({ person }: { person: Person }) {
  const page = usePage()
  const { w, t, format } = page
  const plate = useCityPlate()
  const read = useRead<{ readonly accounts: readonly ListedAccount[] }>('/api/accounts')
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<AccountFilter>('all')
  const [openId, setOpenId] = useState<string>()
  const [isMaking, setMaking] = useState(false)
  const mayManage = person.may.includes('accounts:manage')
  const accounts = read.reading.kind === 'here' ? read.reading.body.accounts : undefined
  const columns = useMemo((): readonly Column<ListedAccount>[] => {
    return [
      {
        id: 'who',
        title: w('accounts.who'),
        cell: ({ shown, name }) => (
          <span className="two">
            <b>{personName(shown, page)}</b>
            <span className="soft">{name}</span>
          </span>
        ),
      },
      {
        id: 'state',
        title: w('accounts.state'),
        cell: ({ state }) => <StateMark kind={MARKS[state]}>{w(`accounts.state.${state}`)}</StateMark>,
      },
      {
        id: 'remits',
        title: w('accounts.remits'),
        cell: ({ remits }) =>
          remits.length === 0 ? (
            <span className="soft">{w('accounts.no-remit')}</span>
          ) : (
            <span className="two">
              <span>{remits.map(({ role }) => w(`role.${role}`)).join(t('list.and'))}</span>
              <span className="soft">{remits.map((remit) => reachWords(remit, plate, page)).join(t('list.and'))}</span>
            </span>
          ),
      },
      {
        id: 'factor',
        title: w('accounts.factor'),
        isMinor: true,
        cell: ({ hasFactor }) => (
          <StateMark kind={hasFactor ? 'good' : 'waiting'}>
            {w(hasFactor ? 'accounts.factor.has' : 'accounts.factor.none')}
          </StateMark>
        ),
      },
      {
        id: 'sessions',
        title: w('accounts.sessions'),
        isFigure: true,
        isMinor: true,
        cell: ({ sessions }) => sessions,
      },
      {
        id: 'used',
        title: w('accounts.used'),
        isFigure: true,
        cell: ({ usedAt, state }) => (state === 'invited' ? '–' : `${format.date(usedAt)} ${format.time(usedAt)}`),
      },
    ]
  }, [w, t, format, plate, page])
  const open = accounts?.find(({ id }) => id === openId)
  return (
    <>
      <ConsoleHead title={w(mayManage ? 'part.accounts' : 'part.remits')} count={accounts && String(accounts.length)}>
        <Search label={w('accounts.search')} text={text} onText={setText} />
        <Select
          label={w('accounts.state')}
          isLabelHidden
          value={filter}
          onValue={(value) => setFilter(ACCOUNT_FILTERS.find((one) => one === value) ?? 'all')}
        >
          {ACCOUNT_FILTERS.map((one) => (
            <option key={one} value={one}>
              {w(one === 'all' ? 'accounts.all' : `accounts.state.${one}`)}
            </option>
          ))}
        </Select>
        {mayManage && (
          <Press kind="primary" onPress={() => setMaking(true)}>
            {w('accounts.make')}
          </Press>
        )}
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ accounts: all }) => (
            <Table
              caption={w('part.accounts')}
              columns={columns}
              rows={findAccounts(all, text, filter, ({ remits }) => remits.map(({ role }) => w(`role.${role}`)).join(' '))}
              keyOf={({ id }) => id}
              empty={w(all.length === 0 ? 'accounts.none' : 'accounts.none-found')}
              onOpen={({ id }) => setOpenId(id)}
            />
          )}
        </ReadState>
      </main>
      {open && <AccountDrawer account={open} person={person} onChanged={read.again} onClose={() => setOpenId(undefined)} />}
      {isMaking && <NewAccount onMade={read.again} onClose={() => setMaking(false)} />}
    </>
  )
}
