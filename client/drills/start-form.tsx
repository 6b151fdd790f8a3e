import { useState } from 'react'
import { type DrillHead, type DrillRun, RUN_SPEEDS, type RunSpeed, type StartDrill } from '#contract/drill-run.ts'
import { call } from '../access/call.ts'
import { usePage } from '../access/page/page-context.ts'
import { Press } from '../access/parts/press.tsx'
import { Refused } from '../access/parts/refused.tsx'
import { useCall } from '../access/use-call.ts'
import { useHolder } from '../incidents/use-incidents.ts'
import { useFormat, useNames } from '../state/hooks.ts'
import { useDrillWords } from './use-drill-words.ts'

/** A drill is usually watched: a good ten times as fast as life. */
const USUAL_SPEED: RunSpeed = '30'

/** How fast a drill is played, who plays which part, and its start. */
export function StartForm({
  drill,
  isOneUnderWay,
  onStarted,
}: {
  readonly drill: DrillHead
  readonly isOneUnderWay: boolean
  onStarted(run: string): void
}) {
  const w = useDrillWords()
  const { w: role } = usePage()
  const name = useNames()
  const format = useFormat()
  const { may } = useHolder()
  const calling = useCall()
  const [speed, setSpeed] = useState<RunSpeed>(USUAL_SPEED)
  const [people, setPeople] = useState<readonly string[]>([])
  const blocked = !may('drills:run')
    ? w('start.refused')
    : isOneUnderWay
      ? w('start.under-way')
      : speed === 'max' && people.length > 0
        ? w('setup.people-max')
        : undefined
  const start = () =>
    calling.run(async () => {
      const asked: StartDrill = { drill: drill.id, speed, people: [...people] }
      const run = await call<DrillRun>('POST', '/api/drill-runs', asked)
      onStarted(run.id)
    })
  return (
    <form
      className="drill-setup"
      aria-label={w('setup.title')}
      onSubmit={(event) => {
        event.preventDefault()
        if (blocked === undefined) void start()
      }}
    >
      <fieldset>
        <legend>{w('setup.speed')}</legend>
        <div className="drill-speeds">
          {RUN_SPEEDS.map((one) => (
            <label key={one} className="drill-choice">
              <input type="radio" name="speed" value={one} checked={speed === one} onChange={() => setSpeed(one)} />
              <span>{one === '1' ? w('speed.1') : one === 'max' ? w('speed.max') : w('speed.times', { n: one })}</span>
            </label>
          ))}
        </div>
        <p className="soft">
          {speed === 'max'
            ? w('setup.takes.max')
            : w('setup.takes', { span: format.span((drill.duration * 1000) / Number(speed)) })}
        </p>
      </fieldset>
      <fieldset>
        <legend>{w('setup.parts')}</legend>
        <p className="soft">{w('setup.parts.hint')}</p>
        <ul className="drill-parts">
          {drill.players.map(({ id, names, role: duty }) => (
            <li key={id}>
              <label className="drill-choice">
                <input
                  type="checkbox"
                  checked={people.includes(id)}
                  onChange={({ target }) => setPeople(target.checked ? [...people, id] : people.filter((other) => other !== id))}
                />
                <span>
                  {name(names)} <span className="soft">{role(`role.${duty}`)}</span>
                </span>
                <span className="drill-part-by">{w(people.includes(id) ? 'part.people' : 'part.bots')}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="drill-start">
        <Press kind="primary" isSubmit isBusy={calling.isBusy} blocked={blocked}>
          {w('start')}
        </Press>
        {blocked !== undefined && <span className="soft">{blocked}</span>}
        <Refused refusal={calling.refusal} />
      </div>
    </form>
  )
}
