import { type FormEvent, useState } from 'react'
import type { Site } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { useDraftFiles } from '../../files/draft-files.ts'
import { sendDrafts } from '../../files/send-file.ts'
import { rounded } from '../../incidents/draw.ts'
import { AreaSelect } from '../../incidents/parts/area-select.tsx'
import { CommandState } from '../../incidents/parts/command-state.tsx'
import { MapSheet } from '../../incidents/parts/map-sheet.tsx'
import { TextArea } from '../../incidents/parts/text-area.tsx'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import { type Command, refusalCode } from '../../state/commands.ts'
import { useCity } from '../../state/hooks.ts'
import { useScreen } from '../../state/screen.ts'
import { useCaseCity } from '../case-city.tsx'
import { CategorySelect } from '../parts/category-select.tsx'
import { useCaseWords } from '../use-case-words.ts'

/** A case written down at a desk: somebody called, or came to the counter. The map is pressed where it is. */
export function RegisterCase({ onOpened, onClose }: { onOpened(id: string): void; onClose(): void }) {
  const w = useCaseWords()
  const city = useCity()
  const lines = useGeometry()
  const { commands } = useScreen()
  const { tables } = useCaseCity()
  const drafts = useDraftFiles()
  const { root } = city.tree
  const [category, setCategory] = useState(tables.categories[0]?.id ?? '')
  const [area, setArea] = useState(root.level === 'town' ? root.code : '')
  const [at, setAt] = useState<readonly [number, number]>()
  const [said, setSaid] = useState('')
  const [what, setWhat] = useState('')
  const [isUrgent, setIsUrgent] = useState(false)
  const [command, setCommand] = useState<Command>()
  // Made once for this form: sent again over a bad line it is the same case.
  const [commandId] = useState(() => crypto.randomUUID())
  const lack = what.trim() === '' ? 'what' : area === '' ? 'area' : undefined
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (lack !== undefined || command?.kind === 'sending') return
    setCommand({ kind: 'sending' })
    const place: Site = {
      area,
      ...(at && { at: [rounded(at[0]), rounded(at[1])] as [number, number] }),
      ...(said.trim() !== '' && { text: said.trim() }),
    }
    try {
      const attachments = await sendDrafts(drafts.files)
      const fields = {
        category,
        what: what.trim(),
        place,
        ...(isUrgent && { isUrgent }),
        ...(attachments.length > 0 && { attachments }),
      }
      const answer = await commands.send('/api/cases', fields, commandId)
      onOpened(answer.id)
    } catch (fault) {
      setCommand({ kind: 'refused', code: refusalCode(fault) })
    }
  }
  return (
    <form className="open-incident" onSubmit={(event) => void send(event)} aria-label={w('report.title')}>
      <div className="open-map">
        <MapSheet
          lines={lines}
          label={w('report.place.map')}
          focus={[]}
          marked={area === '' ? [] : [area]}
          marks={at ? [{ id: 'here', kind: 'incident', at, label: '' }] : []}
          drawings={[]}
          onPlace={(place, town) => {
            setAt(place)
            setArea(town ?? root.code)
          }}
        />
        <p className="open-hint">{w('report.place.map')}</p>
      </div>
      <div className="open-form form">
        <CategorySelect label={w('report.category')} category={category} onCategory={setCategory} />
        <AreaSelect
          label={w('filter.area')}
          area={area}
          none={w('report.place.map')}
          onArea={(next) => {
            setArea(next)
            setAt(undefined)
          }}
        />
        <Field label={w('report.place.said')} value={said} maxLength={200} onText={setSaid} />
        <TextArea label={w('report.what')} value={what} rows={4} maxLength={2000} onText={setWhat} />
        <label className="tick">
          <input type="checkbox" checked={isUrgent} onChange={(event) => setIsUrgent(event.target.checked)} />
          {w('form.urgent')}
        </label>
        <AttachBar drafts={drafts} hasCamera={false} />
        <CommandState command={command} />
        <div className="dialog-end">
          <Press onPress={onClose}>{w('cancel')}</Press>
          <Press kind="primary" isSubmit isBusy={command?.kind === 'sending'} blocked={lack && w(`lack.${lack}`)}>
            {w('report.do')}
          </Press>
        </div>
        {lack !== undefined && <p className="field-hint">{w(`lack.${lack}`)}</p>}
      </div>
    </form>
  )
}
