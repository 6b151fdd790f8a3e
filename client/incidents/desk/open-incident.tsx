import { type FormEvent, useState } from 'react'
import { INCIDENT_CLASSES, type IncidentClass, type Site } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import { useCity, usePlace } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { rounded } from '../draw.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { MapSheet } from '../parts/map-sheet.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'

/** The second and third press of an incident: where it is, and open it. The class was the first. Everything else is prefilled. */
export function OpenIncident({
  start,
  followed,
  onClose,
}: {
  readonly start: IncidentClass
  readonly followed: Followed
  onClose(): void
}) {
  const w = useWords()
  const city = useCity()
  const areaName = useAreaName()
  const { begin } = usePlace()
  const [chosen, setChosen] = useState<IncidentClass>(start)
  const [area, setArea] = useState('')
  const [at, setAt] = useState<readonly [number, number]>()
  const [said, setSaid] = useState('')
  const [written, setWritten] = useState<string>()
  const { command, send } = useCommand(followed)
  const place = said.trim() || (area === '' ? '' : areaName(area))
  const what = written ?? w('open.what.default', { place, class: w(`class.${chosen}`) })
  const blocked = area === '' ? w('open.place.none') : undefined
  const open = async (event: FormEvent) => {
    event.preventDefault()
    if (blocked !== undefined || isUnderWay(command)) return
    const where: Site = {
      area,
      ...(at && { at: [rounded(at[0]), rounded(at[1])] as [number, number] }),
      ...(said.trim() !== '' && { text: said.trim() }),
    }
    const answer = await send('/api/incidents', { class: chosen, place: where, what: what.trim() })
    if (answer) begin(`incidents/${answer.id}`)
  }
  return (
    <form className="open-incident" onSubmit={(event) => void open(event)} aria-label={w('open.title')}>
      <OpenMap
        area={area}
        at={at}
        onPlace={(place, town) => {
          setAt(place)
          setArea(town ?? city.tree.root.code)
        }}
      />
      <div className="open-form form">
        <fieldset className="choices" aria-label={w('class.title')}>
          {INCIDENT_CLASSES.map((one) => (
            <button key={one} type="button" className="choice" aria-pressed={one === chosen} onClick={() => setChosen(one)}>
              {w(`class.${one}`)}
            </button>
          ))}
        </fieldset>
        <AreaSelect
          label={w('open.place.area')}
          area={area}
          none={w('open.place.map')}
          onArea={(next) => {
            setArea(next)
            setAt(undefined)
          }}
        />
        <Field label={w('open.place.said')} value={said} maxLength={200} onText={setSaid} />
        <TextArea label={w('open.what')} value={what} rows={3} maxLength={500} onText={setWritten} />
        <p className="field-hint">{w('open.prefilled')}</p>
        <CommandState command={command} />
        <div className="dialog-end">
          <Press onPress={onClose}>{w('cancel')}</Press>
          <Press kind="primary" isSubmit isBusy={isUnderWay(command)} blocked={blocked}>
            {w('open.do')}
          </Press>
        </div>
      </div>
    </form>
  )
}

function OpenMap({
  area,
  at,
  onPlace,
}: {
  readonly area: string
  readonly at: readonly [number, number] | undefined
  onPlace(at: readonly [number, number], town: string | undefined): void
}) {
  const w = useWords()
  const lines = useGeometry()
  return (
    <div className="open-map">
      <MapSheet
        lines={lines}
        label={w('map.place')}
        focus={[]}
        marked={area === '' ? [] : [area]}
        marks={at ? [{ id: 'here', kind: 'incident', at, label: '' }] : []}
        drawings={[]}
        onPlace={onPlace}
      />
      <p className="open-hint">{w('open.place.map')}</p>
    </div>
  )
}
