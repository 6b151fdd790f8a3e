import { useMe } from '../access-context.ts'
import { usePage } from '../page/page-context.ts'
import { personOf } from '../person.ts'
import { Credentials } from './credentials.tsx'
import { DoorFrame } from './door-frame.tsx'
import { doorStep } from './door-step.ts'
import { AddFactor, ChangePassword, ChooseRemit, GiveFactor, NoRemit } from './duties.tsx'

/** Signing in, step by step, in the place of whatever cannot be shown until it is done. */
export function Door({ hasEnded = false }: { hasEnded?: boolean }) {
  const me = useMe()
  const { w } = usePage()
  const step = doorStep(me)
  const person = personOf(me)
  const Body = step === 'credentials' ? undefined : BODIES[step]
  return (
    <DoorFrame title={w(`door.step.${step}`)}>
      {Body && person ? <Body person={person} key={step} /> : <Credentials hasEnded={hasEnded} />}
    </DoorFrame>
  )
}

const BODIES = {
  'give-factor': GiveFactor,
  'change-password': ChangePassword,
  'add-factor': AddFactor,
  'choose-remit': ChooseRemit,
  'no-remit': NoRemit,
} as const
