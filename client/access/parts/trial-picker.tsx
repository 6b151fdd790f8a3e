import { useState } from 'react'
import type { Me, Role } from '#contract/access.ts'
import { displayHere } from '../../displays/display-here.ts'
import { useAccessStore, useMe } from '../access-context.ts'
import { call } from '../call.ts'
import { homePage } from '../entrance.ts'
import { languageOf } from '../language-of.ts'
import { usePage } from '../page/page-context.ts'
import { useCall } from '../use-call.ts'
import { Dialog } from './dialog.tsx'
import { Press } from './press.tsx'
import { Refused } from './refused.tsx'
import { RoleList } from './role-list.tsx'

/** In a trial: another role with one press, and the page it works on. */
export function TrialPicker({ current }: { current: Role | undefined }) {
  const { w } = usePage()
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  const [isOpen, setOpen] = useState(false)
  const pick = async (role: Role) => {
    const isTaken = await calling.run(() => access.change(() => call<Me>('POST', '/api/access/trial', { role })))
    const held = access.getState()
    if (!isTaken || held.kind !== 'known') return
    const home = homePage(held.me, displayHere())
    if (home === '/administration') setOpen(false)
    else location.assign(home + languageOf(location.search))
  }
  return (
    <>
      <Press kind="quiet" onPress={() => setOpen(true)}>
        {w('trial.switch')}
      </Press>
      {isOpen && (
        <Dialog title={w('trial.title')} onClose={() => setOpen(false)}>
          <Refused refusal={calling.refusal} />
          <RoleList roles={me?.ways.trial ?? []} current={current} isBusy={calling.isBusy} onPick={(role) => void pick(role)} />
        </Dialog>
      )}
    </>
  )
}
