import { useState } from 'react'
import type { Me } from '#contract/access.ts'
import { useAccessStore, useMe } from '../access-context.ts'
import { call } from '../call.ts'
import { useCityPlate } from '../page/city-plate.ts'
import { usePage } from '../page/page-context.ts'
import { AddTotp } from '../parts/add-totp.tsx'
import { ChangePasswordForm } from '../parts/change-password.tsx'
import { CODE_DIGITS, CodeField } from '../parts/code-field.tsx'
import { Press } from '../parts/press.tsx'
import { Refused } from '../parts/refused.tsx'
import { addPasskey, answerWithPasskey } from '../passkey.ts'
import type { Person } from '../person.ts'
import { reachWords } from '../remit-words.ts'
import { signOut } from '../sign-out.ts'
import { useCall } from '../use-call.ts'

interface DutyProps {
  readonly person: Person
}

/** The second factor: a code of the authenticator, or a passkey. */
export function GiveFactor(_: DutyProps) {
  const { w } = usePage()
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  const [code, setCode] = useState('')
  const give = async (work: () => Promise<Me>) => {
    if (!(await calling.run(() => access.change(work)))) setCode('')
  }
  const giveCode = (digits: string) => give(() => call<Me>('POST', '/api/access/factor', { code: digits }))
  return (
    <>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (code.length === CODE_DIGITS) void giveCode(code)
        }}
      >
        <CodeField code={code} onCode={setCode} onFull={(digits) => void giveCode(digits)} isFirst />
        <Refused refusal={calling.refusal} />
        <Press kind="primary" isSubmit isBusy={calling.isBusy}>
          {w('factor.give')}
        </Press>
        {me?.ways.passkey && (
          <Press isBusy={calling.isBusy} onPress={() => void give(answerWithPasskey)}>
            {w('door.passkey')}
          </Press>
        )}
      </form>
      <Leave />
    </>
  )
}

/** A password past its life, or one that somebody else had set. */
export function ChangePassword({ person }: DutyProps) {
  const { w } = usePage()
  return (
    <>
      <p className="soft">{w('duty.change-password')}</p>
      <ChangePasswordForm name={person.name} />
      <Leave />
    </>
  )
}

/** An account whose role demands a second factor and has none yet. */
export function AddFactor(_: DutyProps) {
  const { w } = usePage()
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  return (
    <>
      <p className="soft">{w('duty.add-factor')}</p>
      <AddTotp />
      {me?.ways.passkey && (
        <div className="form">
          <p className="door-or">
            <span>{w('door.or')}</span>
          </p>
          <Refused refusal={calling.refusal} />
          <Press
            isBusy={calling.isBusy}
            onPress={() => void calling.run(() => access.change(() => addPasskey(w('factor.passkey'))))}
          >
            {w('factor.passkey.add')}
          </Press>
        </div>
      )}
      <Leave />
    </>
  )
}

/** Somebody who answers for several things says in which capacity they are here. */
export function ChooseRemit({ person }: DutyProps) {
  const page = usePage()
  const { w } = page
  const plate = useCityPlate()
  const access = useAccessStore()
  const calling = useCall()
  return (
    <>
      <p className="soft">{w('duty.choose-remit', { name: person.name })}</p>
      <ul className="remits">
        {person.remits.map((remit) => (
          <li key={remit.id}>
            <button
              type="button"
              className="remit"
              aria-disabled={calling.isBusy}
              onClick={() =>
                void calling.run(() => access.change(() => call<Me>('POST', '/api/access/remit', { remit: remit.id })))
              }
            >
              <span className="remit-role">{w(`role.${remit.role}`)}</span>
              <span className="remit-reach">{reachWords(remit, plate, page)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Refused refusal={calling.refusal} />
      <Leave />
    </>
  )
}

/** An account that nobody has given anything to answer for. */
export function NoRemit({ person }: DutyProps) {
  const { w } = usePage()
  return (
    <>
      <p className="soft">{w('duty.no-remit', { name: person.name })}</p>
      <Leave />
    </>
  )
}

/** The way back out: whoever came this far by mistake signs in as somebody else. */
function Leave() {
  const { w } = usePage()
  const access = useAccessStore()
  const calling = useCall()
  return (
    <div className="door-leave">
      <Press kind="quiet" isBusy={calling.isBusy} onPress={() => void calling.run(() => signOut(access))}>
        {w('door.someone-else')}
      </Press>
    </div>
  )
}
