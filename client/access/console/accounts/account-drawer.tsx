import { useState } from 'react'
import type { ListedAccount } from '#contract/account.ts'
import { useMe } from '../../access-context.ts'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Field } from '../../parts/field.tsx'
import { OneTimeLink } from '../../parts/one-time-link.tsx'
import { Press } from '../../parts/press.tsx'
import { Refused } from '../../parts/refused.tsx'
import type { Person } from '../../person.ts'
import { personName } from '../../person-name.ts'
import { useCall } from '../../use-call.ts'
import { AccountRemits } from './account-remits.tsx'
import { AccountSessions } from './account-sessions.tsx'
import { NameAtProvider } from './name-at-provider.tsx'
import { Phone } from './phone.tsx'

export interface AccountDrawerProps {
  readonly account: ListedAccount
  readonly person: Person
  onChanged(): void
  onClose(): void
}

/** One account, with the verbs of whoever looks at it. */
export function AccountDrawer({ account, person, onChanged, onClose }: AccountDrawerProps) {
  const page = usePage()
  const { w, format } = page
  const can = (action: Person['may'][number]) => person.may.includes(action)
  const provider = useMe()?.ways.provider
  const at = (moment: number) => `${format.date(moment)} ${format.time(moment)}`
  return (
    <Dialog title={personName(account.shown, page)} isDrawer onClose={onClose}>
      <Facts
        of={[
          [w('setup.name'), account.name],
          [w('accounts.state'), w(`accounts.state.${account.state}`)],
          [w('accounts.locked'), account.isLocked ? w('accounts.locked.now') : undefined],
          [w('accounts.reason'), account.reason],
          [w('accounts.factor'), w(account.hasFactor ? 'accounts.factor.has' : 'accounts.factor.none')],
          [w('accounts.made'), at(account.madeAt)],
          [w('accounts.used'), account.state === 'invited' ? undefined : at(account.usedAt)],
          [
            w('accounts.phone'),
            account.phone === null ? undefined : <Phone key="phone" account={account} mayUnmask={can('personal:unmask')} />,
          ],
        ]}
      />
      <AccountRemits account={account} mayGrant={can('remits:grant')} isOwn={account.id === person.id} onChanged={onChanged} />
      {can('sessions:end') && <AccountSessions account={account} onChanged={onChanged} />}
      {can('remits:grant') && account.hasFactor && <LostFactor account={account} onChanged={onChanged} />}
      {can('accounts:manage') && provider && <NameAtProvider account={account} provider={provider.name} onChanged={onChanged} />}
      {can('accounts:manage') && <Manage account={account} onChanged={onChanged} />}
    </Dialog>
  )
}

/** Shutting an account out, letting it in again, and another link for its owner. */
function Manage({ account, onChanged }: Pick<AccountDrawerProps, 'account' | 'onChanged'>) {
  const { w } = usePage()
  const calling = useCall()
  const [isDisabling, setDisabling] = useState(false)
  const [reason, setReason] = useState('')
  const [link, setLink] = useState<string>()
  const path = `/api/accounts/${encodeURIComponent(account.id)}`
  return (
    <section className="drawer-part">
      <h3>{w('accounts.manage')}</h3>
      {link !== undefined && <OneTimeLink link={link} who={account.shown} />}
      <Refused refusal={calling.refusal} />
      <div className="drawer-acts">
        {account.isLocked && (
          <Press
            isBusy={calling.isBusy}
            onPress={() =>
              void calling.run(async () => {
                await call('POST', `${path}/unlock`, {})
                onChanged()
              })
            }
          >
            {w('accounts.unlock')}
          </Press>
        )}
        {account.state === 'disabled' ? (
          <Press
            isBusy={calling.isBusy}
            onPress={() =>
              void calling.run(async () => {
                await call('POST', `${path}/enable`, {})
                onChanged()
              })
            }
          >
            {w('accounts.enable')}
          </Press>
        ) : (
          <>
            <Press
              isBusy={calling.isBusy}
              onPress={() =>
                void calling.run(async () => {
                  setLink((await call<{ link: string }>('POST', `${path}/invite`, {})).link)
                  onChanged()
                })
              }
            >
              {w(account.state === 'invited' ? 'accounts.invite' : 'accounts.reset')}
            </Press>
            <Press onPress={() => setDisabling(true)}>{w('accounts.disable')}</Press>
          </>
        )}
      </div>
      {isDisabling && (
        <Confirm
          title={w('accounts.disable-title', { who: account.shown })}
          verb={w('accounts.disable')}
          blocked={reason.trim() === '' ? w('accounts.disable-blocked') : undefined}
          onClose={() => setDisabling(false)}
          act={async () => {
            await call('POST', `${path}/disable`, { reason: reason.trim() })
            onChanged()
          }}
        >
          <p>{w('accounts.disable-what', { who: account.shown, n: account.sessions })}</p>
          <Field
            label={w('accounts.reason')}
            value={reason}
            maxLength={200}
            required
            autoFocus
            hint={w('accounts.reason-hint')}
            onText={setReason}
          />
        </Confirm>
      )}
    </section>
  )
}

/** Somebody lost their authenticator: takes the factors off, so that they can add another. */
function LostFactor({ account, onChanged }: Pick<AccountDrawerProps, 'account' | 'onChanged'>) {
  const { w } = usePage()
  const [isAsking, setAsking] = useState(false)
  return (
    <section className="drawer-part">
      <h3>{w('accounts.factor')}</h3>
      <div className="drawer-acts">
        <Press onPress={() => setAsking(true)}>{w('accounts.forget-factors')}</Press>
      </div>
      {isAsking && (
        <Confirm
          title={w('accounts.forget-factors-title', { who: account.shown })}
          verb={w('accounts.forget-factors')}
          onClose={() => setAsking(false)}
          act={async () => {
            await call('DELETE', `/api/accounts/${encodeURIComponent(account.id)}/factors`)
            onChanged()
          }}
        >
          <p>{w('accounts.forget-factors-what', { who: account.shown })}</p>
        </Confirm>
      )}
    </section>
  )
}
