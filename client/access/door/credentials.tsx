import { useState } from 'react'
import type { Me, Role } from '#contract/access.ts'
import { useAccessStore, useMe } from '../access-context.ts'
import { CallRefused, call } from '../call.ts'
import { languageOf } from '../language-of.ts'
import { usePage } from '../page/page-context.ts'
import { Field } from '../parts/field.tsx'
import { PasswordField } from '../parts/password-field.tsx'
import { Press } from '../parts/press.tsx'
import { Refused } from '../parts/refused.tsx'
import { RoleList } from '../parts/role-list.tsx'
import { answerWithPasskey } from '../passkey.ts'
import { useCall } from '../use-call.ts'

/** Name and password, and the other ways in that this server has. */
export function Credentials({ hasEnded }: { hasEnded: boolean }) {
  const { w } = usePage()
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const enter = (work: () => Promise<Me>) => calling.run(() => access.change(work))
  const signIn = async () => {
    await enter(() => call<Me>('POST', '/api/access/sign-in', { name: name.trim(), password }))
    setPassword('')
  }
  const ways = me?.ways
  const [providerRefusal] = useState(readProviderRefusal)
  return (
    <>
      {hasEnded && (
        <p className="door-note" role="status">
          {w('door.ended')}
        </p>
      )}
      {ways?.isNew && <p className="door-note">{w('door.new')}</p>}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void signIn()
        }}
      >
        <Field label={w('door.name')} name="username" value={name} autoComplete="username" required autoFocus onText={setName} />
        <PasswordField label={w('door.password')} name="password" text={password} purpose="current-password" onText={setPassword} />
        <Refused refusal={calling.refusal ?? providerRefusal} />
        <Press kind="primary" isSubmit isBusy={calling.isBusy}>
          {w(calling.isBusy ? 'door.entering' : 'door.enter')}
        </Press>
      </form>
      {(ways?.passkey || ways?.provider) && (
        <div className="form">
          <p className="door-or">
            <span>{w('door.or')}</span>
          </p>
          {ways.passkey && (
            <Press isBusy={calling.isBusy} onPress={() => void enter(answerWithPasskey)}>
              {w('door.passkey')}
            </Press>
          )}
          {ways.provider && (
            <a
              className="press press-plain"
              href={`/api/access/provider?to=${encodeURIComponent(location.pathname + languageOf(location.search))}`}
            >
              {w('door.provider', { name: ways.provider.name })}
            </a>
          )}
        </div>
      )}
      {ways !== undefined && ways.trial.length > 0 && (
        <section className="door-trial" aria-labelledby="trial-title">
          <h2 id="trial-title">{w('trial.title')}</h2>
          <p className="soft">{w('trial.note')}</p>
          <RoleList
            roles={ways.trial}
            current={undefined}
            isBusy={calling.isBusy}
            onPick={(role: Role) => void enter(() => call<Me>('POST', '/api/access/trial', { role }))}
          />
        </section>
      )}
    </>
  )
}

/** Why the provider could not bring somebody in, which the server says in the address it sends them back to. */
function readProviderRefusal(): CallRefused | undefined {
  const code = new URLSearchParams(location.search).get('refused')
  return code !== null && /^access\/[a-z-]+$/.test(code) ? new CallRefused(code, 403) : undefined
}
