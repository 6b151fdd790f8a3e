import './past.css'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useProfile } from '../../state/hooks.ts'
import type { Past } from '../../state/moment.ts'
import { patiently } from '../patient-part.ts'
import type { LookingBack } from './open-past.ts'
import { PastMark } from './past-mark.tsx'
import { PastSaying } from './past-saying.tsx'
import { type TimeMachine, useTimeMachine } from './time-machine.ts'

/** The ways to move the moment: fetched by those who look back. */
const PastControls = lazy(() =>
  patiently(() => import('./past-controls.tsx')).then(({ PastControls }) => ({ default: PastControls })),
)

/**
 * What marks a whole screen as past, on every display: a hatched frame in a colour that means nothing else, words at the top,
 * and the ways to move the moment where somebody can touch it. A screen reader is told the same, live or not.
 */
export function PastFrame() {
  const machine = useTimeMachine()
  return machine ? <Frame machine={machine} /> : null
}

function Frame({ machine }: { readonly machine: TimeMachine }) {
  const { contract } = useProfile()
  const moment = useSyncExternalStore(machine.moment.subscribe, machine.moment.getState)
  const past = useSyncExternalStore(machine.past.subscribe, machine.past.getState)
  const isPast = moment.kind === 'past' && past !== undefined
  return (
    <>
      <PastSaying moment={moment} />
      {isPast && (
        <>
          <PastMark past={moment} reading={past.reading} extent={machine.extent} />
          {contract.hasInput && <Controls machine={machine} past={moment} open={past} />}
        </>
      )}
    </>
  )
}

function Controls({ machine, past, open }: { readonly machine: TimeMachine; readonly past: Past; readonly open: LookingBack }) {
  const extent = useSyncExternalStore(machine.extent.subscribe, machine.extent.getState)
  const begunAt = extent ? (extent.begunAt ?? extent.now) : undefined
  return (
    <Suspense>
      <PastControls moment={machine.moment} past={past} begunAt={begunAt} live={machine.live} refusals={open.refusals} />
    </Suspense>
  )
}
