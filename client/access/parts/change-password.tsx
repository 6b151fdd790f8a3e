import { useState } from 'react'
import type { Me } from '#contract/access.ts'
import { useAccessStore } from '../access-context.ts'
import { call } from '../call.ts'
import { usePage } from '../page/page-context.ts'
import { seemsGood } from '../password-rules.ts'
import { useCall } from '../use-call.ts'
import { PasswordField } from './password-field.tsx'
import { PasswordRulesList } from './password-rules-list.tsx'
import { Press } from './press.tsx'
import { Refused } from './refused.tsx'

/** Gives the own account another password: the present one proves that it is oneself. */
export function ChangePasswordForm({ name, onDone }: { name: string; onDone?(): void }) {
  const { w } = usePage()
  const access = useAccessStore()
  const calling = useCall()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = async () => {
    const isDone = await calling.run(() => access.change(() => call<Me>('POST', '/api/access/password', { current, next })))
    if (!isDone) return
    setCurrent('')
    setNext('')
    onDone?.()
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (seemsGood(next, name)) void change()
      }}
    >
      <PasswordField
        label={w('password.current')}
        name="current"
        text={current}
        purpose="current-password"
        isFirst
        onText={setCurrent}
      />
      <PasswordField
        label={w('password.next')}
        name="next"
        text={next}
        purpose="new-password"
        onText={setNext}
        hint={<PasswordRulesList password={next} name={name} />}
      />
      <Refused refusal={calling.refusal} />
      <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={seemsGood(next, name) ? undefined : w('password.not-yet')}>
        {w('password.change')}
      </Press>
    </form>
  )
}
