import { useState } from 'react'
import type { Remit } from '#contract/access.ts'
import type { ListedAccount } from '#contract/account.ts'
import { call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Press } from '../../parts/press.tsx'
import { reachWords } from '../../remit-words.ts'
import { GrantRemit } from './grant-remit.tsx'

export interface AccountRemitsProps {
  readonly account: ListedAccount
  readonly mayGrant: boolean
  readonly isOwn: boolean
  onChanged(): void
}

/** What an account answers for; the security administrator grants and ends it, but never their own. */
export function AccountRemits({ account, mayGrant, isOwn, onChanged }: AccountRemitsProps) {
  const page = usePage()
  const { w } = page
  const plate = useCityPlate()
  const [ending, setEnding] = useState<Remit>()
  const [isGranting, setGranting] = useState(false)
  return (
    <section className="drawer-part">
      <h3>{w('accounts.remits')}</h3>
      {account.remits.length === 0 && <p className="soft">{w('accounts.no-remit')}</p>}
      <ul className="rows" hidden={account.remits.length === 0}>
        {account.remits.map((remit) => (
          <li key={remit.id}>
            <span className="two">
              <b>{w(`role.${remit.role}`)}</b>
              <span className="soft">{reachWords(remit, plate, page)}</span>
            </span>
            {mayGrant && (
              <Press blocked={isOwn ? w('remits.own') : undefined} onPress={() => setEnding(remit)}>
                {w('remits.end')}
              </Press>
            )}
          </li>
        ))}
      </ul>
      {mayGrant && (
        <div className="drawer-acts">
          <Press blocked={isOwn ? w('remits.own') : undefined} onPress={() => setGranting(true)}>
            {w('remits.grant')}
          </Press>
        </div>
      )}
      {ending && (
        <Confirm
          title={w('remits.end-title', { who: account.shown })}
          verb={w('remits.end')}
          onClose={() => setEnding(undefined)}
          act={async () => {
            await call('DELETE', `/api/accounts/${encodeURIComponent(account.id)}/remits/${encodeURIComponent(ending.id)}`)
            onChanged()
          }}
        >
          <p>
            {w('remits.end-what', {
              who: account.shown,
              what: `${w(`role.${ending.role}`)} · ${reachWords(ending, plate, page)}`,
            })}
          </p>
        </Confirm>
      )}
      {isGranting && <GrantRemit account={account} onGranted={onChanged} onClose={() => setGranting(false)} />}
    </section>
  )
}
