import { type ReactNode, useSyncExternalStore } from 'react'
import { LiveScreenContext, ScreenContext } from '../../state/screen.ts'
import { type TimeMachine, TimeMachineContext } from './time-machine.ts'

/** Stands what is inside on the screen of the moment: the live one, or that of the past. What stands there does not know which. */
export function TimeMachineProvider({ machine, children }: { readonly machine: TimeMachine; readonly children: ReactNode }) {
  const past = useSyncExternalStore(machine.past.subscribe, machine.past.getState)
  return (
    <TimeMachineContext value={machine}>
      <LiveScreenContext value={machine.live}>
        <ScreenContext value={past?.screen ?? machine.live}>{children}</ScreenContext>
      </LiveScreenContext>
    </TimeMachineContext>
  )
}
