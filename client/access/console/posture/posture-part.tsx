import { useState } from 'react'
import type { Control, ControlState, Posture } from '#contract/posture.ts'
import { usePage } from '../../page/page-context.ts'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { type MarkKind, StateMark } from '../../parts/state-mark.tsx'
import { useRead } from '../../use-read.ts'
import { byNeed, countStates } from './posture-order.ts'

const MARKS: Record<ControlState, MarkKind> = {
  met: 'good',
  partly: 'part',
  'not-met': 'bad',
  outside: 'outside',
  unknown: 'unknown',
}

/** Every control of the checklist with what shows it now, and what a deployment must still do outside the product. */
export function PosturePart() {
  const { w, name, format } = usePage()
  const read = useRead<Posture>('/api/posture')
  const [only, setOnly] = useState<ControlState>()
  const body = read.reading.kind === 'here' ? read.reading.body : undefined
  return (
    <>
      <ConsoleHead title={w('part.posture')} count={body && String(body.controls.length)}>
        {body && <span className="soft">{w('posture.at', { time: format.seconds(body.at) })}</span>}
        <Press onPress={read.again}>{w('posture.again')}</Press>
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ controls, disclaimer }) => (
            <>
              <div className="posture-top">
                <fieldset className="posture-counts" aria-label={w('posture.filter')}>
                  {countStates(controls).map(({ state, count }) => (
                    <button
                      key={state}
                      type="button"
                      className="posture-count"
                      aria-pressed={only === state}
                      onClick={() => setOnly(only === state ? undefined : state)}
                    >
                      <span className="fig">{count}</span>
                      <StateMark kind={MARKS[state]}>{w(`posture.${state}`)}</StateMark>
                    </button>
                  ))}
                </fieldset>
                <p className="soft">{name(disclaimer)}</p>
              </div>
              <ol className="controls">
                {byNeed(controls)
                  .filter(({ state }) => only === undefined || state === only)
                  .map((control) => (
                    <ControlRow key={control.id} control={control} />
                  ))}
              </ol>
            </>
          )}
        </ReadState>
      </main>
    </>
  )
}

function ControlRow({ control }: { control: Control }) {
  const { w, name } = usePage()
  const { clause, names, asks, does, state, evidence, outside } = control
  return (
    <li className={`control is-${state}`}>
      <div className="control-what">
        <StateMark kind={MARKS[state]}>{w(`posture.${state}`)}</StateMark>
        <h2>{name(names)}</h2>
        <p className="soft">{clause}</p>
      </div>
      <div className="control-how">
        <p>
          <span className="control-word">{w('posture.asks')}</span>
          {name(asks)}
        </p>
        <p>
          <span className="control-word">{w('posture.does')}</span>
          {name(does)}
        </p>
      </div>
      <div className="control-shows">
        {evidence.length > 0 && (
          <>
            <p className="control-word">{w('posture.evidence')}</p>
            <ul>
              {evidence.map((said) => (
                <li key={said.zh}>{name(said)}</li>
              ))}
            </ul>
          </>
        )}
        {outside && (
          <p className="control-outside">
            <span className="control-word">{w('posture.deployment')}</span>
            {name(outside)}
          </p>
        )}
      </div>
    </li>
  )
}
