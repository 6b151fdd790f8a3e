import { useState } from 'react'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { Ask } from '../parts/ask.tsx'
import { PeoplePicker } from '../parts/people-picker.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useWords } from '../use-words.ts'

const MINUTES = [3, 5, 10, 15, 30] as const
const USUAL_MINUTES = 5

/** Calls the roll: of everybody in the command, or of people by name; to be answered within a time. */
export function CallRoll({ id, followed, onClose }: { readonly id: string; readonly followed: Followed; onClose(): void }) {
  const w = usePlanWords()
  const words = useWords()
  const { command, send } = useCommand(followed)
  const [isNamed, setNamed] = useState(false)
  const [people, setPeople] = useState<readonly string[]>([])
  const [minutes, setMinutes] = useState<number>(USUAL_MINUTES)
  return (
    <Ask
      title={words('roll.call')}
      verb={words('roll.call')}
      command={command}
      blocked={isNamed && people.length === 0 ? w('roll.whom.none') : undefined}
      onSend={() =>
        void send(`/api/incidents/${id}/roll-call`, { withinMinutes: minutes, ...(isNamed && { people: [...people] }) })
      }
      onClose={onClose}
    >
      <div className="field">
        <span className="field-name">{w('roll.who')}</span>
        <fieldset className="choices" aria-label={w('roll.who')}>
          {[false, true].map((named) => (
            <button
              key={String(named)}
              type="button"
              className="choice"
              aria-pressed={named === isNamed}
              onClick={() => setNamed(named)}
            >
              {w(named ? 'roll.named' : 'roll.everyone')}
            </button>
          ))}
        </fieldset>
      </div>
      {isNamed ? (
        <PeoplePicker label={w('roll.named')} people={people} onPeople={setPeople} />
      ) : (
        <p>{words('roll.call.confirm', { minutes })}</p>
      )}
      <div className="field">
        <span className="field-name">{w('roll.minutes')}</span>
        <fieldset className="choices" aria-label={w('roll.minutes')}>
          {MINUTES.map((n) => (
            <button key={n} type="button" className="choice" aria-pressed={n === minutes} onClick={() => setMinutes(n)}>
              {w('roll.minutes.n', { n })}
            </button>
          ))}
        </fieldset>
      </div>
    </Ask>
  )
}
