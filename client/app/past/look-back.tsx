import { useSyncExternalStore } from 'react'
import { PastGlyph } from './past-glyph.tsx'
import { useTimeMachine } from './time-machine.ts'
import { usePastWords } from './use-past-words.ts'

/** Where looking back begins, ms before now. */
const BEGIN_MS = 10 * 60_000

interface LookBackProps {
  /** As a sign alone, where there is no room for its word. */
  readonly isBrief?: boolean
}

/** The way to the past. In the past itself the bar leads back, so there is none. */
export function LookBack({ isBrief = false }: LookBackProps) {
  const machine = useTimeMachine()
  return machine ? <Press machine={machine} isBrief={isBrief} /> : null
}

interface PressProps extends Required<LookBackProps> {
  readonly machine: NonNullable<ReturnType<typeof useTimeMachine>>
}

function Press({ machine: { moment, live }, isBrief }: PressProps) {
  const w = usePastWords()
  const isPast = useSyncExternalStore(moment.subscribe, () => moment.getState().kind === 'past')
  if (isPast) return null
  return (
    <button
      type="button"
      className={isBrief ? 'icon-press' : 'crumb look-back'}
      title={w('look-back.long')}
      onClick={() => moment.send({ kind: 'look-back', at: Math.floor((live.clock.now() - BEGIN_MS) / 1000) * 1000 })}
    >
      <PastGlyph />
      <span className={isBrief ? 'visually-hidden' : ''}>{w('look-back')}</span>
    </button>
  )
}
