import { type FormEvent, useState } from 'react'
import type { Site } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { AttachBar } from '../../files/attach-bar.tsx'
import { useDraftFiles } from '../../files/draft-files.ts'
import { rounded } from '../../incidents/draw.ts'
import { deviceHere } from '../../incidents/field/device-here.ts'
import { bytesOf, newCommand, useFieldKit } from '../../incidents/field/field-kit.ts'
import { FieldHead } from '../../incidents/mobile/field-head.tsx'
import { AreaSelect } from '../../incidents/parts/area-select.tsx'
import { MapSheet } from '../../incidents/parts/map-sheet.tsx'
import { TextArea } from '../../incidents/parts/text-area.tsx'
import { useAreaName } from '../../incidents/use-addressee.ts'
import { useHolder } from '../../incidents/use-incidents.ts'
import { type GeometryState, useGeometry } from '../../panels/map/use-geometry.ts'
import { useCity, useConnection, usePlace } from '../../state/hooks.ts'
import { isInTown } from '../../viz/map/geometry.ts'
import { useCaseCity } from '../case-city.tsx'
import { WORK } from '../case-work.ts'
import { CategorySelect } from '../parts/category-select.tsx'
import { useCaseWords } from '../use-case-words.ts'

type Spot = readonly [number, number]

/** How the place was found. */
type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'located'; readonly at: Spot; readonly metres: number }
  | { readonly kind: 'picked'; readonly at: Spot }
  | { readonly kind: 'unknown' }

/** A place older than this is asked for again, and one that takes longer is left out, ms. */
const PLACE_AGE_MS = 60_000
const PLACE_WITHIN_MS = 10_000

/** 上报: what is seen, a photo or a voice note, and where, by the phone or by a press on the map. Kept first, sent then. */
export function CaseReport() {
  const w = useCaseWords()
  const city = useCity()
  const kit = useFieldKit()
  const lines = useGeometry()
  const areaName = useAreaName()
  const { begin } = usePlace()
  const { may } = useHolder()
  const { tables } = useCaseCity()
  const isLive = useConnection().kind === 'live'
  const drafts = useDraftFiles()
  const { root } = city.tree
  const [category, setCategory] = useState('')
  const [what, setWhat] = useState('')
  const [said, setSaid] = useState('')
  const [isUrgent, setIsUrgent] = useState(false)
  const [area, setArea] = useState(root.level === 'town' ? root.code : '')
  const [found, setFound] = useState<Found>({ kind: 'none' })
  const [isOutside, setIsOutside] = useState(false)
  const [isPicking, setIsPicking] = useState(false)
  const only = tables.categories.length === 1 ? tables.categories[0]?.id : undefined
  const meant = category === '' ? (only ?? '') : category
  const lack = what.trim() === '' ? 'what' : meant === '' ? 'category' : area === '' ? 'area' : undefined
  const isReady = lack === undefined && may('cases:report') && kit !== undefined
  const put = (next: Found & { readonly at: Spot }, town: string | undefined) => {
    setFound(next)
    setIsOutside(lines.state === 'ready' && (town === undefined || city.area(town) === undefined))
    if (town !== undefined && city.area(town)) setArea(town)
  }
  const locate = () => {
    if (!('geolocation' in navigator)) return setFound({ kind: 'unknown' })
    setFound({ kind: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = [rounded(coords.longitude), rounded(coords.latitude)] as const
        put({ kind: 'located', at, metres: Math.round(coords.accuracy) }, townAt(lines, at))
      },
      () => setFound({ kind: 'unknown' }),
      { maximumAge: PLACE_AGE_MS, timeout: PLACE_WITHIN_MS, enableHighAccuracy: true },
    )
  }
  const at = found.kind === 'located' || found.kind === 'picked' ? found.at : undefined
  const report = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const place: Site = {
      area,
      ...(at && { at: [at[0], at[1]] as [number, number] }),
      ...(said.trim() !== '' && { text: said.trim() }),
    }
    const { files } = drafts
    const fields = { category: meant, what: what.trim(), place, seenAt: Date.now(), ...(isUrgent && { isUrgent }) }
    const about = { note: what.trim(), device: deviceHere(), files }
    void kit.outbox.add(newCommand('case.report', '/api/cases', fields, about), bytesOf(files)).then(() => begin(WORK))
  }
  return (
    <>
      <FieldHead title={w('field.report')} back={WORK} />
      <form className="field-form" onSubmit={report}>
        <main id="content" className="field-main form" tabIndex={-1}>
          <AttachBar drafts={drafts} />
          <TextArea label={w('report.what')} value={what} rows={3} maxLength={2000} onText={setWhat} />
          <CategorySelect
            label={w('report.category')}
            category={meant}
            {...(only === undefined && { none: w('lack.category') })}
            onCategory={setCategory}
          />
          <div className="case-place">
            <button type="button" className="press" onClick={locate} aria-busy={found.kind === 'asking'}>
              {found.kind === 'asking' ? w('field.asking') : w('field.here')}
            </button>
            <button type="button" className="press" aria-pressed={isPicking} onClick={() => setIsPicking(!isPicking)}>
              {w('field.pick')}
            </button>
          </div>
          <p role="status" className="field-hint">
            {area !== '' && <span className="strong">{areaName(area)} </span>}
            {found.kind === 'located' && w('field.located', { n: found.metres })}
            {found.kind === 'picked' && w('field.picked')}
            {found.kind === 'unknown' && w('field.no-place')}
            {isOutside && ` · ${w('field.outside')}`}
          </p>
          {isPicking && (
            <div className="case-pick">
              <MapSheet
                lines={lines}
                label={w('report.place.map')}
                focus={area === '' || area === root.code ? [] : [area]}
                marked={area === '' ? [] : [area]}
                marks={at ? [{ id: 'here', kind: 'incident', at, label: '' }] : []}
                drawings={[]}
                onPlace={(place, town) => put({ kind: 'picked', at: [rounded(place[0]), rounded(place[1])] }, town)}
              />
            </div>
          )}
          {root.level !== 'town' && <AreaSelect label={w('filter.area')} area={area} none={w('lack.area')} onArea={setArea} />}
          <Field label={w('field.said')} value={said} maxLength={200} onText={setSaid} />
          <label className="tick">
            <input type="checkbox" checked={isUrgent} onChange={(event) => setIsUrgent(event.target.checked)} />
            {w('form.urgent')}
          </label>
        </main>
        <div className="answer-bar">
          <button
            type="submit"
            className={`press press-primary answer-main${isReady ? '' : ' is-blocked'}`}
            aria-disabled={!isReady}
          >
            {isLive ? w('field.send') : w('field.keep')}
            {lack !== undefined && <span className="answer-keep">{w(`lack.${lack}`)}</span>}
          </button>
        </div>
      </form>
    </>
  )
}

/** The town a place lies in, where the lines of the city are known. */
function townAt(lines: GeometryState, at: Spot): string | undefined {
  return lines.state === 'ready' ? lines.geometry.towns.find((town) => isInTown(town, at))?.code : undefined
}
