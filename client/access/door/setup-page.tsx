import { useState } from 'react'
import { call } from '../call.ts'
import { languageOf } from '../language-of.ts'
import { usePage } from '../page/page-context.ts'
import { Field } from '../parts/field.tsx'
import { PasswordField } from '../parts/password-field.tsx'
import { PasswordRulesList } from '../parts/password-rules-list.tsx'
import { Press } from '../parts/press.tsx'
import { Refused } from '../parts/refused.tsx'
import { useCall } from '../use-call.ts'
import { areReady, type Draft, type Drafts, draftFaults, EMPTY_DRAFT, FIRST_ROLES, type FirstRole } from './administrators.ts'
import { DoorFrame } from './door-frame.tsx'
import { takeFragment } from './fragment.ts'

const NOBODY: Drafts = {
  'system-administrator': EMPTY_DRAFT,
  'security-administrator': EMPTY_DRAFT,
  'audit-administrator': EMPTY_DRAFT,
}

/** The first start: three people, three duties, at one table. The link that leads here works once. */
export function SetupPage() {
  const { w } = usePage()
  const [token] = useState(takeFragment)
  const [drafts, setDrafts] = useState(NOBODY)
  const [isDone, setDone] = useState(false)
  const calling = useCall()
  const faults = draftFaults(drafts)
  const begin = async () => {
    const administrators = FIRST_ROLES.map((role) => {
      const { name, shown, password } = drafts[role]
      return { role, name: name.trim(), shown: shown.trim(), password }
    })
    const isTaken = await calling.run(() => call('POST', '/api/access/setup', { token, administrators }))
    if (!isTaken) return
    setDrafts(NOBODY)
    setDone(true)
  }
  if (isDone || token === undefined)
    return (
      <DoorFrame title={w(isDone ? 'setup.done' : 'link.none')}>
        <p className="soft">{w(isDone ? 'setup.done.next' : 'setup.none')}</p>
        <ToDoor />
      </DoorFrame>
    )
  return (
    <DoorFrame title={w('setup.title')} isWide>
      <p className="soft setup-why">{w('setup.why')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (areReady(drafts)) void begin()
        }}
      >
        <div className="setup">
          {FIRST_ROLES.map((role, index) => (
            <OneOfThree
              key={role}
              role={role}
              draft={drafts[role]}
              fault={faults[role] && w(`setup.${faults[role]}`)}
              isFirst={index === 0}
              onDraft={(draft) => setDrafts((held) => ({ ...held, [role]: draft }))}
            />
          ))}
        </div>
        <div className="setup-end">
          <Refused refusal={calling.refusal} />
          <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={areReady(drafts) ? undefined : w('setup.not-yet')}>
            {w('setup.begin')}
          </Press>
        </div>
      </form>
    </DoorFrame>
  )
}

interface OneOfThreeProps {
  readonly role: FirstRole
  readonly draft: Draft
  readonly fault: string | undefined
  readonly isFirst: boolean
  onDraft(draft: Draft): void
}

function OneOfThree({ role, draft, fault, isFirst, onDraft }: OneOfThreeProps) {
  const { w } = usePage()
  return (
    <fieldset className="setup-one">
      <legend>{w(`role.${role}`)}</legend>
      <p className="setup-duty">{w(`setup.duty.${role}`)}</p>
      <Field
        label={w('setup.shown')}
        name={`${role}-shown`}
        autoComplete="off"
        value={draft.shown}
        maxLength={40}
        required
        autoFocus={isFirst}
        fault={fault}
        onText={(shown) => onDraft({ ...draft, shown })}
      />
      <Field
        label={w('setup.name')}
        name={`${role}-name`}
        autoComplete="off"
        value={draft.name}
        maxLength={40}
        required
        onText={(name) => onDraft({ ...draft, name })}
      />
      <PasswordField
        label={w('door.password')}
        name={`${role}-password`}
        text={draft.password}
        purpose="new-password"
        onText={(password) => onDraft({ ...draft, password })}
        hint={<PasswordRulesList password={draft.password} name={draft.name} />}
      />
    </fieldset>
  )
}

/** The way on to the front door. */
export function ToDoor() {
  const { w } = usePage()
  return (
    <div className="form">
      <a className="press press-primary" href={`/sign-in${languageOf(location.search)}`}>
        {w('door.go')}
      </a>
    </div>
  )
}
