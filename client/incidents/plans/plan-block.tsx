import { useState } from 'react'
import type { AppliedPlan, StandingStepOf } from '#contract/applied-plan.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Plan, PlanStep, PlansAnswer } from '#contract/plan.ts'
import { Press } from '../../access/parts/press.tsx'
import { useRead } from '../../access/use-read.ts'
import { dueOf } from '../../state/due.ts'
import { useFormat, useNames, useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import type { OrderMatter } from '../../state/orders.ts'
import { shownName } from '../log-sentence.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { useHolder } from '../use-incidents.ts'
import { AcceptStep } from './accept-step.tsx'
import { ApplyPlan } from './apply-plan.tsx'
import { type PlanView, planView, type ShownStep } from './plan-view.ts'
import './plans.css'
import { SayWhy } from './say-why.tsx'
import { usePlanWords } from './use-plan-words.ts'
import { useWhenWords, useWhyWords } from './use-why-words.ts'

export interface PlanBlockProps {
  readonly id: string
  readonly state: IncidentState
  readonly orders: readonly OrderMatter[]
  readonly followed: Followed
}

/** Plans an incident is answered by: what proposes itself first, with why; then every step by the phases of the plan. */
export function PlanBlock({ id, state, orders, followed }: PlanBlockProps) {
  const w = usePlanWords()
  const refusal = useRefusalWords()
  const { may } = useHolder()
  const [isApplying, setApplying] = useState(false)
  const { reading } = useRead<PlansAnswer>('/api/command/plans')
  const plans = reading.kind === 'here' ? reading.body.plans : []
  const applied = state.plans ?? []
  const mayApply = may('incidents:command') && plans.length > 0 && state.over === undefined
  return (
    <div className="plans">
      {reading.kind === 'loading' && <p className="nothing hatched">{w('plan.reading')}</p>}
      {reading.kind === 'refused' && <p className="nothing">{w('plan.refused', { reason: refusal(reading.refusal.code) })}</p>}
      {reading.kind === 'here' && plans.length === 0 && <p className="nothing">{w('plan.empty')}</p>}
      {applied.map((one) => (
        <Applied
          key={one.plan}
          incident={{ id, state }}
          applied={one}
          plan={plans.find((plan) => plan.id === one.plan)}
          orders={orders}
          followed={followed}
        />
      ))}
      {reading.kind === 'here' && plans.length > 0 && applied.length === 0 && (
        <div className="plan-none">
          <p className="strong">{w('plan.none')}</p>
          <p className="soft">{w('plan.none.note')}</p>
        </div>
      )}
      {mayApply && (
        <div className="block-presses">
          <Press kind={applied.length === 0 ? 'primary' : 'quiet'} onPress={() => setApplying(true)}>
            {applied.length === 0 ? w('plan.apply') : w('plan.more')}
          </Press>
        </div>
      )}
      {isApplying && <ApplyPlan incident={{ id, state }} plans={plans} followed={followed} onClose={() => setApplying(false)} />}
    </div>
  )
}

interface AppliedProps {
  readonly incident: { readonly id: string; readonly state: IncidentState }
  readonly applied: AppliedPlan
  readonly plan: Plan | undefined
  readonly orders: readonly OrderMatter[]
  readonly followed: Followed
}

/** What is asked about a step. */
type Asking =
  | { readonly what: 'accept' | 'dismiss'; readonly standing: StandingStepOf<'proposed'> }
  | { readonly what: 'propose'; readonly step: Pick<PlanStep, 'id' | 'names'> }
  | { readonly what: 'end' }

function Applied({ incident, applied, plan, orders, followed }: AppliedProps) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const now = useNow(1_000)
  const { may } = useHolder()
  const [asking, setAsking] = useState<Asking>()
  const view = planView(plan, applied, incident.state.levels.response?.level, orders, now)
  const close = () => setAsking(undefined)
  const said = { plan: applied.plan, term: incident.state.command.term }
  const path = `/api/incidents/${incident.id}/plans`
  return (
    <section className="plan" aria-label={name(applied.names)}>
      <header className="plan-head">
        <h3>{name(applied.names)}</h3>
        <span className="soft">
          {w('plan.applied', { time: format.time(applied.at), who: shownName(applied.by), level: applied.level })} ·{' '}
          {w('plan.edition', { edition: applied.edition })}
        </span>
        <span className="plan-counts">{w('plan.progress', view.counts)}</span>
        {may('incidents:command') && !applied.ended && (
          <Press kind="quiet" onPress={() => setAsking({ what: 'end' })}>
            {w('plan.end')}
          </Press>
        )}
      </header>
      {applied.ended && (
        <p className="plan-ended">
          {w('plan.ended', { time: format.time(applied.ended.at), who: shownName(applied.ended.by), reason: applied.ended.reason })}
        </p>
      )}
      <ul className="plan-proposed">
        {view.proposed.map((standing) => (
          <li key={standing.step}>
            <Proposed
              standing={standing}
              now={now}
              mayDecide={may(standing.approval === 'commander' ? 'incidents:command' : 'orders:issue')}
              onAccept={() => setAsking({ what: 'accept', standing })}
              onDismiss={() => setAsking({ what: 'dismiss', standing })}
            />
          </li>
        ))}
      </ul>
      <Phases
        view={view}
        plan={plan}
        mayPropose={may('orders:issue') && !applied.ended}
        onPropose={(step) => setAsking({ what: 'propose', step })}
      />
      {asking?.what === 'accept' && (
        <AcceptStep incident={incident} plan={applied.plan} standing={asking.standing} followed={followed} onClose={close} />
      )}
      {asking?.what === 'dismiss' && (
        <SayWhy
          title={w('step.dismiss')}
          words={w('step.dismiss.confirm', { step: name(asking.standing.names) })}
          path={`${path}/dismiss`}
          fields={{ ...said, step: asking.standing.step }}
          followed={followed}
          onClose={close}
        />
      )}
      {asking?.what === 'propose' && (
        <SayWhy
          title={w('step.propose')}
          words={w('step.propose.confirm', { step: name(asking.step.names) })}
          path={`${path}/propose`}
          fields={{ ...said, step: asking.step.id }}
          followed={followed}
          onClose={close}
        />
      )}
      {asking?.what === 'end' && (
        <SayWhy
          title={w('plan.end')}
          words={w('plan.end.confirm')}
          path={`${path}/end`}
          fields={said}
          followed={followed}
          onClose={close}
        />
      )}
    </section>
  )
}

/** A step that waits for a person: what, why, what it would issue, and the two answers. */
function Proposed({
  standing,
  now,
  mayDecide,
  onAccept,
  onDismiss,
}: {
  readonly standing: StandingStepOf<'proposed'>
  readonly now: number
  readonly mayDecide: boolean
  onAccept(): void
  onDismiss(): void
}) {
  const w = usePlanWords()
  const name = useNames()
  const whyWords = useWhyWords()
  const { names, why, orders, groups, approval, at, dueAt } = standing
  return (
    <article className="step is-proposed">
      <div className="step-head">
        <span className="step-mark">{w('step.proposed')}</span>
        <h4>{name(names)}</h4>
        {approval === 'commander' && <span className="step-approval">{w('step.approval')}</span>}
        {dueAt !== undefined && <DueMark due={dueOf({ from: at, dueAt, metAt: undefined }, now)} />}
      </div>
      {why && (
        <ul className="step-why" aria-label={w('step.why')}>
          {whyWords(why).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <ol className="step-drafts">
        {orders.map(({ title, to, slaMinutes }) => (
          <li key={title}>
            <span>{title}</span>{' '}
            <span className="soft">
              {to.length > 1 && `× ${to.length} · `}
              {w('accept.within', { n: slaMinutes })}
            </span>
          </li>
        ))}
      </ol>
      {groups.length > 0 && <p className="soft">{w('step.groups', { n: groups.length })}</p>}
      {mayDecide && (
        <div className="step-presses">
          <Press kind="primary" onPress={onAccept}>
            {orders.length > 0 || groups.length > 0 ? w('step.accept') : w('step.done')}
          </Press>
          <Press onPress={onDismiss}>{w('step.dismiss')}</Press>
        </div>
      )}
    </article>
  )
}

function Phases({
  view,
  plan,
  mayPropose,
  onPropose,
}: {
  readonly view: PlanView
  readonly plan: Plan | undefined
  readonly mayPropose: boolean
  onPropose(step: Pick<PlanStep, 'id' | 'names'>): void
}) {
  const name = useNames()
  return (
    <>
      {view.phases
        .filter(({ steps }) => steps.length > 0)
        .map(({ id, names, steps }) => (
          <div key={id} className="plan-phase">
            <h4>{name(names)}</h4>
            <ul>
              {steps.map((shown) => (
                <li key={shown.kind === 'waiting' ? shown.step.id : shown.standing.step}>
                  <Row shown={shown} plan={plan} mayPropose={mayPropose} onPropose={onPropose} />
                </li>
              ))}
            </ul>
          </div>
        ))}
    </>
  )
}

/** A step in one line: decided, with how its orders are; or waiting, with what for. */
function Row({
  shown,
  plan,
  mayPropose,
  onPropose,
}: {
  readonly shown: Exclude<ShownStep, { kind: 'proposed' }> | ShownStep
  readonly plan: Plan | undefined
  readonly mayPropose: boolean
  onPropose(step: Pick<PlanStep, 'id' | 'names'>): void
}) {
  const w = usePlanWords()
  const name = useNames()
  const format = useFormat()
  const whenWords = useWhenWords()
  const stepName = (id: string) => {
    const named = plan?.steps.find((step) => step.id === id)
    return named ? name(named.names) : id
  }
  const bringUp = (step: Pick<PlanStep, 'id' | 'names'>) =>
    mayPropose && (
      <Press kind="quiet" onPress={() => onPropose(step)}>
        {w('step.propose')}
      </Press>
    )
  switch (shown.kind) {
    case 'waiting': {
      const { step, isOfLevel } = shown
      return (
        <div className={`step-row is-waiting${isOfLevel ? '' : ' is-other-level'}`}>
          <span className="step-state">{w('step.waiting')}</span>
          <span className="step-words">
            <span>{name(step.names)}</span>
            <span className="soft">
              {!isOfLevel && step.levels
                ? w('step.not-level', { levels: step.levels.join(' ') })
                : step.when && w('step.when', { when: whenWords(step.when, stepName) })}
            </span>
          </span>
          {bringUp(step)}
        </div>
      )
    }
    case 'accepted': {
      const { standing, progress } = shown
      return (
        <div className="step-row is-accepted">
          <span className="step-state">{w('step.accepted')}</span>
          <span className="step-words">
            <span>{name(standing.names)}</span>
            <span className="soft">{w('step.by', { time: format.time(standing.at), who: shownName(standing.by) })}</span>
          </span>
          <span className="soft">{standing.orders.length > 0 ? w('step.progress', { ...progress }) : w('step.orders.none')}</span>
        </div>
      )
    }
    case 'dismissed': {
      const { standing } = shown
      return (
        <div className="step-row is-dismissed">
          <span className="step-state">{w('step.dismissed')}</span>
          <span className="step-words">
            <span>{name(standing.names)}</span>
            <span className="soft">
              {w('step.by', { time: format.time(standing.at), who: shownName(standing.by) })} {standing.reason}
            </span>
          </span>
          {bringUp({ id: standing.step, names: standing.names })}
        </div>
      )
    }
    case 'proposed':
      return null
  }
}
