import { type FormEvent, useState } from 'react'
import { INCIDENT_CLASSES, type IncidentClass } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Select } from '../../access/parts/select.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { useDraftFiles } from '../../files/draft-files.ts'
import { useConnection, useFormat, usePlace } from '../../state/hooks.ts'
import { useScreen } from '../../state/screen.ts'
import { rounded } from '../draw.ts'
import { deviceHere } from '../field/device-here.ts'
import { bytesOf, newCommand, useFieldKit } from '../field/field-kit.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useHolder, useOpenIncidents } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { FieldHead } from './field-head.tsx'
import { lastAddressee, sceneReport } from './scene-report.ts'

type Here =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'here'; readonly at: readonly [number, number]; readonly metres: number }
  | { readonly kind: 'unknown' }

/** A place older than this is asked for again, and one that takes longer is left out, in ms. */
const PLACE_AGE_MS = 60_000
const PLACE_WITHIN_MS = 10_000

/** A report from the scene: what is seen, to which incident it belongs, and the place if the phone knows it. Kept first, sent then. */
export function FieldReport() {
  const w = useWords()
  const kit = useFieldKit()
  const areaName = useAreaName()
  const { begin } = usePlace()
  const { person, may } = useHolder()
  const { incidents } = useOpenIncidents()
  const isLive = useConnection().kind === 'live'
  const [to, setTo] = useState<string>(incidents[0]?.id ?? '')
  const [isUpward, setUpward] = useState(false)
  const [addressee, setAddressee] = useState<string>()
  const [chosen, setChosen] = useState<IncidentClass>('accident')
  const [area, setArea] = useState(person?.remit?.area ?? '')
  const [text, setText] = useState('')
  const [here, setHere] = useState<Here>({ kind: 'none' })
  const drafts = useDraftFiles()
  const isNew = to === ''
  const format = useFormat()
  const { clock } = useScreen()
  const state = incidents.find(({ id }) => id === to)?.state
  // A report upward is said in words and to somebody; a message may be a photo alone.
  const reported = isUpward && state ? { state, to: addressee ?? lastAddressee(state) } : undefined
  // A message may be a photo alone; what opens an incident is said in words.
  const isSaid = text.trim() !== '' ? reported?.to.trim() !== '' : !isNew && !reported && drafts.files.length > 0
  const mayTell = isNew || reported ? may('incidents:open') : may('orders:answer')
  const find = () => {
    if (!('geolocation' in navigator)) return setHere({ kind: 'unknown' })
    setHere({ kind: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        setHere({
          kind: 'here',
          at: [rounded(coords.longitude), rounded(coords.latitude)],
          metres: Math.round(coords.accuracy),
        }),
      () => setHere({ kind: 'unknown' }),
      { maximumAge: PLACE_AGE_MS, timeout: PLACE_WITHIN_MS, enableHighAccuracy: true },
    )
  }
  const tell = (event: FormEvent) => {
    event.preventDefault()
    const said = text.trim()
    if (!isSaid || !mayTell || kit === undefined) return
    const [device, { files }] = [deviceHere(), drafts]
    const at = here.kind === 'here' ? { at: here.at } : {}
    const command = isNew
      ? newCommand(
          'incident.open',
          '/api/incidents',
          { class: chosen, place: { area, ...at }, what: said },
          { note: said, device, files },
        )
      : reported
        ? newCommand(
            'incident.report',
            `/api/incidents/${to}/reports`,
            sceneReport(reported.state, {
              ...{ text: said, to: reported.to, time: `${format.date(clock.now())} ${format.time(clock.now())}` },
              place: [areaName(reported.state.place.area), here.kind === 'here' ? `${here.at[1]}, ${here.at[0]}` : '']
                .join(' ')
                .trim(),
              reporter: person?.name ?? '',
            }),
            { matter: to, note: said, device, files },
          )
        : newCommand(
            'incident.message',
            `/api/incidents/${to}/messages`,
            { text: here.kind === 'here' ? `${said}（${here.at[1]}, ${here.at[0]}）` : said },
            { matter: to, note: said, device, files },
          )
    void kit.outbox.add(command, bytesOf(files)).then(() => begin('outbox'))
  }
  return (
    <>
      <FieldHead title={w('mine.report')} back="incidents" />
      <form className="field-form" onSubmit={tell}>
        <main id="content" className="field-main form" tabIndex={-1}>
          <Select label={w('mine.report.add')} value={to} onValue={setTo}>
            {incidents.map(({ id, state }) => (
              <option key={id} value={id}>
                {state.title}
              </option>
            ))}
            <option value="">{w('mine.report.new')}</option>
          </Select>
          {isNew && (
            <>
              <fieldset className="choices field-classes" aria-label={w('class.title')}>
                {INCIDENT_CLASSES.map((one) => (
                  <button key={one} type="button" className="choice" aria-pressed={one === chosen} onClick={() => setChosen(one)}>
                    {w(`class.${one}`)}
                  </button>
                ))}
              </fieldset>
              <AreaSelect label={`${w('order.area')} · ${areaName(area)}`} area={area} onArea={setArea} />
            </>
          )}
          {state && may('incidents:open') && (
            <fieldset className="choices" aria-label={w('mine.report.as')}>
              <button type="button" className="choice" aria-pressed={!isUpward} onClick={() => setUpward(false)}>
                {w('mine.report.as-message')}
              </button>
              <button type="button" className="choice" aria-pressed={isUpward} onClick={() => setUpward(true)}>
                {w('mine.report.as-report')}
              </button>
            </fieldset>
          )}
          {reported && <Field label={w('report.to')} value={reported.to} maxLength={80} onText={setAddressee} />}
          <TextArea label={w('mine.report.what')} value={text} rows={5} maxLength={500} onText={setText} />
          <AttachBar drafts={drafts} />
          <button type="button" className="press" onClick={find} aria-busy={here.kind === 'asking'}>
            {w('mine.report.here')}
          </button>
          <p role="status" className="field-hint">
            {here.kind === 'here' && w('mine.report.where', { n: here.metres })}
            {here.kind === 'unknown' && w('mine.report.no-place')}
          </p>
        </main>
        <div className="answer-bar">
          <button
            type="submit"
            className={`press press-primary answer-main${!isSaid || !mayTell ? ' is-blocked' : ''}`}
            aria-disabled={!isSaid || !mayTell}
          >
            {isLive ? w('mine.report.send') : w('mine.report.keep')}
          </button>
        </div>
      </form>
    </>
  )
}
