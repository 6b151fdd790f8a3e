import { useEffect } from 'react'
import { displayHere } from '../../displays/display-here.ts'
import { useMe } from '../access-context.ts'
import { homePage } from '../entrance.ts'
import { languageOf } from '../language-of.ts'
import { personOf } from '../person.ts'
import { Door } from './door.tsx'
import { doorStep } from './door-step.ts'

/** The front door under its own address; whoever has come through is brought to where they work. */
export function SignInPage() {
  const me = useMe()
  const isThrough = personOf(me) !== undefined && doorStep(me) === 'credentials'
  useEffect(() => {
    if (me && isThrough) location.replace(homePage(me, displayHere()) + languageOf(location.search))
  }, [me, isThrough])
  return isThrough ? null : <Door />
}
