import { useMemo } from 'react'
import type { CaseLookalikes, CaseMatter, CaseWord } from '#contract/case.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { shownName } from '../../incidents/log-sentence.ts'
import { MapSheet } from '../../incidents/parts/map-sheet.tsx'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import { useCity, useFormat } from '../../state/hooks.ts'
import { useCaseWords } from '../use-case-words.ts'

/** Where it is, with what may be the same around it. */
export function CaseMap({
  found: { id, state },
  lookalikes,
}: {
  readonly found: CaseMatter
  readonly lookalikes: CaseLookalikes['lookalikes']
}) {
  const w = useCaseWords()
  const city = useCity()
  const lines = useGeometry()
  const area = city.area(state.place.area)
  const town = useMemo(
    () => (area?.level === 'town' ? [area.code] : area?.level === 'community' && area.parent ? [area.parent] : []),
    [area],
  )
  const { at } = state.place
  return (
    <div className="case-map">
      <MapSheet
        lines={lines}
        label={w('map.label')}
        focus={town}
        marked={town}
        marks={at ? [{ id, kind: 'incident', at: at as [number, number], label: '' }] : []}
        drawings={[]}
        spots={lookalikes.flatMap(({ case: one }) =>
          one.at
            ? [{ id: one.id, at: one.at as [number, number], count: 1, isMarked: false, isChosen: false, label: one.what }]
            : [],
        )}
      />
    </div>
  )
}

/** What was told and shown of it on its way: by whoever reported it, on the spot, by those who did the work, by who looked at it. */
export function CaseWords({ state }: { readonly state: CaseMatter['state'] }) {
  const w = useCaseWords()
  const { check, answer, verification, evaluation, progress, supplements } = state
  return (
    <div className="case-words">
      {state.attachments.length > 0 ? <FileThumbs attachments={state.attachments} /> : <p className="soft">{w('shown.none')}</p>}
      {supplements.map((word) => (
        <Word key={word.at} title={w('supplements')} word={word} />
      ))}
      {check && <Word title={`${w('check')} · ${w(check.found ? 'check.found' : 'check.empty')}`} word={check} />}
      {progress.map((word) => (
        <Word key={word.at} title={w('progress')} word={word} />
      ))}
      {answer && <Word title={w('answer')} word={answer} />}
      {verification && <Word title={w('verification')} word={verification} />}
      {evaluation && (
        <p>
          <span className="strong">{w('evaluation')}</span> {w(evaluation.onTime ? 'evaluation.on-time' : 'evaluation.late')}
          {evaluation.satisfaction !== undefined && ` · ${w('evaluation.stars', { n: evaluation.satisfaction })}`} {evaluation.note}
        </p>
      )}
    </div>
  )
}

function Word({ title, word: { at, by, text, attachments } }: { readonly title: string; readonly word: CaseWord }) {
  const format = useFormat()
  return (
    <div className="case-word">
      <p>
        <span className="strong">{title}</span>{' '}
        <span className="soft">
          <span className="fig">{format.time(at)}</span> {shownName(by)}
        </span>
      </p>
      {text !== undefined && <p>{text}</p>}
      <FileThumbs attachments={attachments} />
    </div>
  )
}
