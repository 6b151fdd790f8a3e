import { useState } from 'react'
import type { CommandTables } from '#contract/command-tables.ts'
import { INCIDENT_CLASSES, type IncidentClass, type IncidentState } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Select } from '../../access/parts/select.tsx'
import { useRead } from '../../access/use-read.ts'
import { useNames } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { Ask } from '../parts/ask.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { useWords } from '../use-words.ts'

/** Puts title, class, kind and place right; only what was changed is sent. */
export function DescribeIncident({
  id,
  state,
  followed,
  onClose,
}: {
  readonly id: string
  readonly state: IncidentState
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const { command, send } = useCommand(followed)
  const { reading } = useRead<CommandTables>('/api/command/tables')
  const [title, setTitle] = useState(state.title)
  const [chosen, setChosen] = useState<IncidentClass>(state.class)
  const [subtype, setSubtype] = useState(state.subtype ?? '')
  const [area, setArea] = useState(state.place.area)
  const [text, setText] = useState(state.place.text ?? '')
  const subtypes = reading.kind === 'here' ? reading.body.subtypes.filter((one) => one.class === chosen) : []
  const hasMoved = area !== state.place.area
  const isPlaced = hasMoved || text.trim() !== (state.place.text ?? '')
  const changes = {
    ...(title.trim() !== state.title && { title: title.trim() }),
    ...(chosen !== state.class && { class: chosen }),
    ...(subtype !== (state.subtype ?? '') && { subtype: subtype === '' ? null : subtype }),
    ...(isPlaced && {
      place: {
        area,
        ...(!hasMoved && state.place.at && { at: state.place.at }),
        ...(text.trim() !== '' && { text: text.trim() }),
      },
    }),
  }
  const blocked = title.trim() === '' ? w('describe.name') : Object.keys(changes).length === 0 ? w('describe.same') : undefined
  return (
    <Ask
      title={w('describe.title')}
      verb={w('describe.press')}
      command={command}
      blocked={blocked}
      onSend={() => void send(`/api/incidents/${id}/describe`, changes)}
      onClose={onClose}
    >
      <Field label={w('describe.name')} value={title} maxLength={60} onText={setTitle} />
      <Select
        label={words('class.title')}
        value={chosen}
        onValue={(next) => {
          setChosen(next as IncidentClass)
          setSubtype('')
        }}
      >
        {INCIDENT_CLASSES.map((one) => (
          <option key={one} value={one}>
            {words(`class.${one}`)}
          </option>
        ))}
      </Select>
      <Select label={w('describe.subtype')} value={subtype} onValue={setSubtype}>
        <option value="">{w('describe.subtype.none')}</option>
        {subtypes.map((one) => (
          <option key={one.id} value={one.id}>
            {name(one.names)}
          </option>
        ))}
      </Select>
      <AreaSelect label={w('describe.place')} area={area} onArea={setArea} />
      <Field label={w('describe.place.text')} value={text} maxLength={200} onText={setText} />
      {hasMoved && state.place.at && <p className="field-hint">{w('describe.moved')}</p>}
    </Ask>
  )
}
