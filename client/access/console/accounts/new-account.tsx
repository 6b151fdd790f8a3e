import { useState } from 'react'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { OneTimeLink } from '../../parts/one-time-link.tsx'
import { Press } from '../../parts/press.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useCall } from '../../use-call.ts'

/** Makes an account. Its owner sets the password by a link that is shown here once. */
export function NewAccount({ onMade, onClose }: { onMade(): void; onClose(): void }) {
  const { w } = usePage()
  const calling = useCall()
  const [shown, setShown] = useState('')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [link, setLink] = useState<string>()
  const make = () =>
    calling.run(async () => {
      const draft = { name: name.trim(), shown: shown.trim(), ...(phone.trim() !== '' && { phone: phone.trim() }) }
      const made = await call<{ account: string; link: string }>('POST', '/api/accounts', draft)
      setLink(made.link)
      onMade()
    })
  const isReady = name.trim().length >= 2 && shown.trim() !== ''
  return (
    <Dialog title={w('accounts.make')} onClose={onClose}>
      {link !== undefined ? (
        <OneTimeLink link={link} who={shown} />
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            if (isReady) void make()
          }}
        >
          <Field label={w('setup.shown')} value={shown} maxLength={40} autoComplete="off" required autoFocus onText={setShown} />
          <Field
            label={w('setup.name')}
            value={name}
            maxLength={40}
            autoComplete="off"
            required
            hint={w('accounts.name-hint')}
            onText={setName}
          />
          <Field
            label={w('accounts.phone')}
            value={phone}
            type="tel"
            maxLength={20}
            autoComplete="off"
            hint={w('accounts.phone-hint')}
            onText={setPhone}
          />
          <p className="soft">{w('accounts.make-note')}</p>
          <Refused refusal={calling.refusal} />
          <div className="dialog-end">
            <Press onPress={onClose}>{w('confirm.back')}</Press>
            <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={isReady ? undefined : w('accounts.make-blocked')}>
              {w('accounts.make')}
            </Press>
          </div>
        </form>
      )}
    </Dialog>
  )
}
