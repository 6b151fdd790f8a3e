import { useEffect, useState } from 'react'
import { call } from '../call.ts'
import { usePage } from '../page/page-context.ts'
import { PasswordField } from '../parts/password-field.tsx'
import { PasswordRulesList } from '../parts/password-rules-list.tsx'
import { Press } from '../parts/press.tsx'
import { Refused } from '../parts/refused.tsx'
import { seemsGood } from '../password-rules.ts'
import { useCall } from '../use-call.ts'
import { DoorFrame } from './door-frame.tsx'
import { takeFragment } from './fragment.ts'
import { ToDoor } from './setup-page.tsx'

/** What the server says of a link: whose it is and what for. */
interface Invitation {
  readonly purpose: 'first-administrators' | 'join' | 'reset'
  readonly name?: string
}

/** Sets the password of an account that was made for somebody, or whose password was forgotten. The link works once. */
export function InvitationPage() {
  const { w } = usePage()
  const [token] = useState(takeFragment)
  const [invitation, setInvitation] = useState<Invitation>()
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const reading = useCall()
  const accepting = useCall()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is looked at once, when the page opens
  useEffect(() => {
    if (token !== undefined)
      void reading.run(async () => setInvitation(await call<Invitation>('POST', '/api/access/invitation', { token })))
  }, [token])
  const accept = async () => {
    const isTaken = await accepting.run(() => call('POST', '/api/access/invitation/accept', { token, password }))
    if (!isTaken) return
    setPassword('')
    setDone(true)
  }
  const name = invitation?.name ?? ''
  if (isDone || token === undefined)
    return (
      <DoorFrame title={w(isDone ? 'invitation.done' : 'link.none')}>
        <p className="soft">{w(isDone ? 'invitation.done.next' : 'invitation.none')}</p>
        <ToDoor />
      </DoorFrame>
    )
  if (invitation === undefined)
    return (
      <DoorFrame title={w('invitation.title')}>
        <Refused refusal={reading.refusal} />
        {reading.refusal ? <ToDoor /> : <p className="soft">{w('loading')}</p>}
      </DoorFrame>
    )
  return (
    <DoorFrame title={w(invitation.purpose === 'reset' ? 'invitation.reset' : 'invitation.title')}>
      <p className="soft">{w('invitation.why', { name })}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (seemsGood(password, name)) void accept()
        }}
      >
        <input
          className="visually-hidden"
          name="username"
          autoComplete="username"
          value={name}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField
          label={w('password.next')}
          name="password"
          text={password}
          purpose="new-password"
          isFirst
          onText={setPassword}
          hint={<PasswordRulesList password={password} name={name} />}
        />
        <Refused refusal={accepting.refusal} />
        <Press
          kind="primary"
          isSubmit
          isBusy={accepting.isBusy}
          blocked={seemsGood(password, name) ? undefined : w('password.not-yet')}
        >
          {w('invitation.accept')}
        </Press>
      </form>
    </DoorFrame>
  )
}
