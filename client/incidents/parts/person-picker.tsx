import type { Directory } from '#contract/command-tables.ts'
import { usePage } from '../../access/page/page-context.ts'
import { Select } from '../../access/parts/select.tsx'
import { useRead } from '../../access/use-read.ts'
import { useTrialNames } from '../../access/use-trial-names.ts'
import type { AccessWord } from '../../i18n/access-words.ts'
import { useAreaName } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'
import { useRefusalWords } from './command-state.tsx'

export interface PersonPickerProps {
  readonly label: string
  readonly person: string
  /** Somebody who cannot be chosen: oneself. */
  readonly except?: string | undefined
  onPerson(id: string): void
}

/** People orders, posts and command can be given to, those who are signed in first. */
export function PersonPicker({ label, person, except, onPerson }: PersonPickerProps) {
  const w = useWords()
  const { w: access } = usePage()
  const areaName = useAreaName()
  const refusal = useRefusalWords()
  const named = useTrialNames()
  const { reading } = useRead<Directory>('/api/command/people')
  if (reading.kind === 'refused') return <p className="field-hint is-fault">{refusal(reading.refusal.code)}</p>
  const people = reading.kind === 'here' ? named(reading.body).people.filter(({ id }) => id !== except) : []
  const here = [...people].sort((a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name))
  return (
    <>
      <Select label={label} value={person} onValue={onPerson}>
        <option value="">{w('command.who')}</option>
        {here.map((one) => (
          <option key={one.id} value={one.id}>
            {one.isHere ? '● ' : '○ '}
            {one.name}
            {one.remits[0] ? ` · ${access(`role.${one.remits[0].role}` as AccessWord)} ${areaName(one.remits[0].area)}` : ''}
          </option>
        ))}
      </Select>
      {reading.kind === 'here' && people.length === 0 && <p className="field-hint">{w('command.candidates.none')}</p>}
    </>
  )
}
