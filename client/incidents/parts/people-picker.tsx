import { useState } from 'react'
import type { Directory } from '#contract/command-tables.ts'
import { Field } from '../../access/parts/field.tsx'
import { useRead } from '../../access/use-read.ts'
import { useTrialNames } from '../../access/use-trial-names.ts'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useRefusalWords } from './command-state.tsx'

/** Several people, by name, those who are signed in first; what is typed narrows the list. */
export function PeoplePicker({
  label,
  people,
  onPeople,
}: {
  readonly label: string
  readonly people: readonly string[]
  onPeople(people: readonly string[]): void
}) {
  const w = usePlanWords()
  const refusal = useRefusalWords()
  const [text, setText] = useState('')
  const named = useTrialNames()
  const { reading } = useRead<Directory>('/api/command/people')
  if (reading.kind === 'refused') return <p className="field-hint is-fault">{refusal(reading.refusal.code)}</p>
  const all = reading.kind === 'here' ? named(reading.body).people : []
  const shown = all
    .filter(({ id, name }) => people.includes(id) || name.toLowerCase().includes(text.trim().toLowerCase()))
    .sort((a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name))
  return (
    <fieldset className="people">
      <legend className="field-name">
        {label} <span className="soft">{w('people.chosen', { n: people.length })}</span>
      </legend>
      <Field label={w('people.find')} value={text} maxLength={40} onText={setText} />
      <div className="people-list">
        {shown.map(({ id, name, isHere }) => (
          <label key={id} className="tick">
            <input
              type="checkbox"
              checked={people.includes(id)}
              onChange={(event) => onPeople(event.target.checked ? [...people, id] : people.filter((one) => one !== id))}
            />
            <span>
              <span aria-hidden="true">{isHere ? '●' : '○'}</span> {name}
            </span>
          </label>
        ))}
        {reading.kind === 'here' && shown.length === 0 && <p className="soft">{w('people.none')}</p>}
      </div>
    </fieldset>
  )
}
