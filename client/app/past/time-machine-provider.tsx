import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { LiveScreenContext, ScreenContext } from '../../state/screen.ts'
import { Waiting } from '../waiting.tsx'
import { type TimeMachine, TimeMachineContext } from './time-machine.ts'

/**
 * Stands what is inside on the screen of the moment: the live one, or that of the past. What stands there does not know which.
 * An address that says a moment of the past shows nothing else before that.
 */
export function TimeMachineProvider({ machine, children }: { readonly machine: TimeMachine; readonly children: ReactNode }) {
  const past = useSyncExternalStore(machine.past.subscribe, machine.past.getState)
  const moment = useSyncExternalStore(machine.moment.subscribe, machine.moment.getState)
  const [isBegun, setBegun] = useState(false)
  const isWaiting = !isBegun && moment.kind === 'past' && past === undefined
  if (!isWaiting && !isBegun) setBegun(true)
  if (isWaiting) return <Waiting />
  return (
    <TimeMachineContext value={machine}>
      <LiveScreenContext value={machine.live}>
        <ScreenContext value={past?.screen ?? machine.live}>{children}</ScreenContext>
      </LiveScreenContext>
    </TimeMachineContext>
  )
}
