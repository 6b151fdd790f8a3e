import { useState } from 'react'
import type { IncidentState, Level } from '#contract/incident.ts'
import { type Plan, stepsAt } from '#contract/plan.ts'
import { Select } from '../../access/parts/select.tsx'
import { useNames } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { levelWords } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { useWords } from '../use-words.ts'
import { plansFor } from './plan-view.ts'
import { usePlanWords } from './use-plan-words.ts'

/** 启动预案: which plan, at which level of response, and what it will come to, said before it is done. */
export function ApplyPlan({
  incident: { id, state },
  plans,
  followed,
  onClose,
}: {
  readonly incident: { readonly id: string; readonly state: IncidentState }
  readonly plans: readonly Plan[]
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const { command, send } = useCommand(followed)
  const free = plans.filter((plan) => !state.plans?.some((applied) => applied.plan === plan.id && !applied.ended))
  const { fits, others } = plansFor(free, state)
  const [chosen, setChosen] = useState((fits[0] ?? others[0])?.id ?? '')
  const plan = free.find((one) => one.id === chosen)
  const standing = state.levels.response?.level
  const [asked, setAsked] = useState<Level>()
  const level = standing ?? levelFor(plan, asked ?? state.levels.event?.level)
  const steps = plan && level ? stepsAt(plan, level) : []
  const isBlocked = plan === undefined || level === undefined || !plan.levels.includes(level)
  return (
    <Ask
      title={w('plan.apply')}
      verb={w('plan.apply')}
      command={command}
      blocked={isBlocked ? w('plan.apply.level') : undefined}
      onSend={() => void send(`/api/incidents/${id}/plans`, { plan: chosen, level, term: state.command.term })}
      onClose={onClose}
    >
      <Select label={w('plan.apply.which')} value={chosen} onValue={setChosen}>
        {[
          { label: w('plan.apply.fits'), list: fits },
          { label: w('plan.apply.others'), list: others },
        ]
          .filter(({ list }) => list.length > 0)
          .map(({ label, list }) => (
            <optgroup key={label} label={label}>
              {list.map((one) => (
                <option key={one.id} value={one.id}>
                  {name(one.names)}
                </option>
              ))}
            </optgroup>
          ))}
      </Select>
      {standing === undefined ? (
        <div className="field">
          <span className="field-name">{w('plan.apply.level')}</span>
          <fieldset className="choices" aria-label={w('plan.apply.level')}>
            {[...(plan?.levels ?? [])].reverse().map((one) => (
              <button key={one} type="button" className="choice" aria-pressed={one === level} onClick={() => setAsked(one)}>
                {levelWords(one, words)}
              </button>
            ))}
          </fieldset>
        </div>
      ) : (
        <p className="field-hint">{w('plan.apply.level.note', { level: standing })}</p>
      )}
      {plan && level && (
        <p>
          {w('plan.apply.confirm', {
            ...{ plan: name(plan.names), level, n: steps.length },
            now: steps.filter(({ when }) => when === undefined).length,
          })}
        </p>
      )}
      {plan && <p className="field-hint">{plan.source}</p>}
    </Ask>
  )
}

/** The level a plan is applied at unless somebody says otherwise: that of the event where the plan has it, else its least. */
function levelFor(plan: Plan | undefined, asked: Level | undefined): Level | undefined {
  if (asked !== undefined && plan?.levels.includes(asked)) return asked
  return plan?.levels.at(-1)
}
