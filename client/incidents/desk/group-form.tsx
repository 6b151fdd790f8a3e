import { useState } from 'react'
import { GROUP_KINDS, type Group, type GroupKind, type IncidentState } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useCity, useNames } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { Ask } from '../parts/ask.tsx'
import { isUnderWay } from '../parts/command-state.tsx'
import { PeoplePicker } from '../parts/people-picker.tsx'
import { PersonPicker } from '../parts/person-picker.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useWords } from '../use-words.ts'

/** Forms a working group, changes one, or ends it. */
export function GroupForm({
  id,
  state,
  group,
  followed,
  onClose,
}: {
  readonly id: string
  readonly state: IncidentState
  /** The one that is changed; a new one without it. */
  readonly group: Group | undefined
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const city = useCity()
  const { command, send } = useCommand(followed)
  const free = GROUP_KINDS.filter((kind) => kind === group?.kind || !state.groups.some((one) => one.kind === kind))
  const [kind, setKind] = useState<GroupKind>(group?.kind ?? free[0] ?? 'coordination')
  const [lead, setLead] = useState(group?.lead?.id ?? '')
  const [members, setMembers] = useState<readonly string[]>(group?.members.map((one) => one.id) ?? [])
  const [departments, setDepartments] = useState<readonly string[]>(group?.departments ?? [])
  const [note, setNote] = useState(group?.note ?? '')
  const term = state.command.term
  const set = () =>
    void send(`/api/incidents/${id}/groups`, {
      ...{ group: group?.id ?? crypto.randomUUID(), kind, departments, members, term },
      ...(lead !== '' && { lead }),
      ...(note.trim() !== '' && { note: note.trim() }),
    })
  const title = group ? w('group.change', { group: words(`group.${group.kind}`) }) : w('group.form')
  return (
    <Ask title={title} verb={title} command={command} onSend={set} onClose={onClose}>
      {group ? (
        <div className="block-presses">
          <Press
            kind="quiet"
            isBusy={isUnderWay(command)}
            onPress={() => void send(`/api/incidents/${id}/groups/dissolve`, { group: group.id, term })}
          >
            {w('group.dissolve')}
          </Press>
          <span className="soft">{w('group.dissolve.confirm', { group: words(`group.${group.kind}`) })}</span>
        </div>
      ) : (
        <Select label={w('group.kind')} value={kind} onValue={(next) => setKind(next as GroupKind)}>
          {free.map((one) => (
            <option key={one} value={one}>
              {words(`group.${one}`)}
            </option>
          ))}
        </Select>
      )}
      <PersonPicker label={w('group.lead')} person={lead} onPerson={setLead} />
      <fieldset className="people">
        <legend className="field-name">{w('group.departments')}</legend>
        <div className="people-list">
          {city.catalogue.city.departments.map(({ id: department, names, short }) => (
            <label key={department} className="tick">
              <input
                type="checkbox"
                checked={departments.includes(department)}
                onChange={(event) =>
                  setDepartments(
                    event.target.checked ? [...departments, department] : departments.filter((one) => one !== department),
                  )
                }
              />
              <span>{name(short ?? names)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <PeoplePicker label={w('group.members')} people={members} onPeople={setMembers} />
      <TextArea label={w('group.note')} value={note} rows={2} maxLength={200} onText={setNote} />
    </Ask>
  )
}
