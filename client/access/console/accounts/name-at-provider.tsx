import { useState } from 'react'
import type { ListedAccount } from '#contract/account.ts'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Press } from '../../parts/press.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useCall } from '../../use-call.ts'

export interface NameAtProviderProps {
  readonly account: ListedAccount
  /** What people call the provider. */
  readonly provider: string
  onChanged(): void
}

/** By which name the provider of sign-in knows the owner of an account; left empty, the account has no way in by it. */
export function NameAtProvider({ account, provider, onChanged }: NameAtProviderProps) {
  const { w } = usePage()
  const calling = useCall()
  const [isNaming, setNaming] = useState(false)
  const [claim, setClaim] = useState(account.provider ?? '')
  const say = async () => {
    const path = `/api/accounts/${encodeURIComponent(account.id)}/provider`
    const isDone = await calling.run(() => call('PUT', path, { claim: claim.trim() === '' ? null : claim.trim() }))
    if (!isDone) return
    setNaming(false)
    onChanged()
  }
  return (
    <section className="drawer-part">
      <h3>{provider}</h3>
      <div className="own-line">
        <span className="soft">{account.provider ?? w('accounts.provider.none')}</span>
        <Press onPress={() => setNaming(true)}>{w('accounts.provider.name')}</Press>
      </div>
      {isNaming && (
        <Dialog title={w('accounts.provider.title', { who: account.shown, provider })} onClose={() => setNaming(false)}>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault()
              void say()
            }}
          >
            <Field
              label={w('accounts.provider.claim')}
              value={claim}
              maxLength={200}
              autoComplete="off"
              autoFocus
              hint={w('accounts.provider.hint')}
              onText={setClaim}
            />
            <Refused refusal={calling.refusal} />
            <div className="dialog-end">
              <Press onPress={() => setNaming(false)}>{w('confirm.back')}</Press>
              <Press kind="primary" isSubmit isBusy={calling.isBusy}>
                {w('accounts.provider.name')}
              </Press>
            </div>
          </form>
        </Dialog>
      )}
    </section>
  )
}
