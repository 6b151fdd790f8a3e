import { useState } from 'react'
import type { StandingStepOf } from '#contract/applied-plan.ts'
import { Press } from '../../access/parts/press.tsx'
import { dueOf } from '../../state/due.ts'
import { useNames, useNow } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { DueMark } from '../parts/due-mark.tsx'
import { AcceptStep } from './accept-step.tsx'
import { SayWhy } from './say-why.tsx'
import { usePlanWords } from './use-plan-words.ts'
import { useWhyWords } from './use-why-words.ts'

/** A step of a plan that waits for this person: what and why in a few lines, its orders one press away. */
export function StepWait({
  incident: { id, state },
  plan,
  standing,
  followed,
}: {
  readonly incident: IncidentMatter
  readonly plan: string
  readonly standing: StandingStepOf<'proposed'>
  readonly followed: Followed
}) {
  const w = usePlanWords()
  const name = useNames()
  const now = useNow(1_000)
  const whyWords = useWhyWords()
  const [asking, setAsking] = useState<'accept' | 'dismiss'>()
  const { step, names, why, at, dueAt, orders, groups } = standing
  const close = () => setAsking(undefined)
  return (
    <>
      <p className="wait-words">
        <span className="strong">{w('waits.step', { title: state.title, step: name(names) })}</span>
        {dueAt !== undefined && <DueMark due={dueOf({ from: at, dueAt, metAt: undefined }, now)} />}
      </p>
      <p className="soft wait-why">
        {why && whyWords(why).join('；')} · {w('waits.step.orders', { n: orders.length })}
      </p>
      <div className="wait-presses">
        <Press onPress={() => setAsking('dismiss')}>{w('step.dismiss')}</Press>
        <Press kind="primary" onPress={() => setAsking('accept')}>
          {orders.length > 0 || groups.length > 0 ? w('step.accept') : w('step.done')}
        </Press>
      </div>
      {asking === 'accept' && (
        <AcceptStep incident={{ id, state }} plan={plan} standing={standing} followed={followed} onClose={close} />
      )}
      {asking === 'dismiss' && (
        <SayWhy
          title={w('step.dismiss')}
          words={w('step.dismiss.confirm', { step: name(names) })}
          path={`/api/incidents/${id}/plans/dismiss`}
          fields={{ plan, step, term: state.command.term }}
          followed={followed}
          onClose={close}
        />
      )}
    </>
  )
}
