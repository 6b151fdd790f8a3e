import { useReducer, useState } from 'react'
import { type IncidentState, MARK_KINDS, type Mark, type MarkKind } from '#contract/incident.ts'
import { Field } from '../../access/parts/field.tsx'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { drawingsOf, drawnPlaces, mannerOf } from '../../panels/map/incident-drawings.ts'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import { useCity } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import type { OrderMatter } from '../../state/orders.ts'
import { useCommand } from '../../state/use-matters.ts'
import type { DrawnShape } from '../../viz/situation/situation-drawing.tsx'
import type { SituationMark } from '../../viz/situation/situation-map.tsx'
import { type Draft, type DrawStep, drawn, geometryOf, isDrawn, newDraft } from '../draw.ts'
import { Ask } from '../parts/ask.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { MapSheet } from '../parts/map-sheet.tsx'
import { useHolder } from '../use-incidents.ts'
import { useTownParts } from '../use-town-parts.ts'
import { useWords } from '../use-words.ts'

interface SituationProps {
  readonly id: string
  readonly state: IncidentState
  readonly orders: readonly OrderMatter[]
  readonly followed: Followed
  /** Towns that no unit reaches in time, where somebody asked which. */
  readonly gaps: readonly string[]
}

type Held = Draft | undefined

/** The common map: where it is, what was drawn, and a pen for those who may draw. What was sent is hatched until it is recorded. */
export function Situation({ id, state, orders, followed, gaps }: SituationProps) {
  const w = useWords()
  const city = useCity()
  const lines = useGeometry()
  const { may } = useHolder()
  const { command, send } = useCommand(followed)
  const [removing, setRemoving] = useState<Mark>()
  const [draft, step] = useReducer(
    (held: Held, next: DrawStep | { type: 'begin' } | { type: 'leave' }): Held =>
      next.type === 'begin' ? newDraft('cordon') : next.type === 'leave' ? undefined : held && drawn(held, next),
    undefined,
  )
  const finish = async () => {
    if (!draft || !isDrawn(draft) || isUnderWay(command)) return
    const answer = await send(`/api/incidents/${id}/marks`, {
      mark: crypto.randomUUID(),
      after: 0,
      kind: draft.kind,
      label: draft.label.trim() || w(`mark.${draft.kind}`),
      geometry: geometryOf(draft),
    })
    if (answer) step({ type: 'leave' })
  }
  const isPending = draft !== undefined && isUnderWay(command)
  // As it was when the map was opened: what others draw later does not move what somebody is looking at.
  const [near] = useState(() => drawnPlaces(state))
  const parts = useTownParts(state)
  const area = city.area(state.place.area)
  const town = area?.level === 'town' ? [area.code] : area?.level === 'community' && area.parent ? [area.parent] : []
  return (
    <section className="room-map" aria-label={w('map.title')}>
      <MapSheet
        lines={lines}
        label={w(draft ? 'map.place' : 'map.look')}
        focus={gaps.length > 0 ? [] : town}
        near={gaps.length > 0 ? undefined : near}
        marked={town}
        gaps={gaps}
        parts={parts}
        marks={marksOf(state, orders)}
        drawings={[
          ...drawingsOf(state.marks),
          ...(isPending && draft
            ? [{ id: 'pending', label: w('pending.row'), manner: mannerOf(draft.kind), shape: draft.shape, isPending: true }]
            : []),
        ]}
        draft={draft?.shape}
        {...(draft && {
          onPlace: (at: readonly [number, number]) => step({ type: 'put', at }),
          onDrawKey: (key: 'finish' | 'undo' | 'leave') => (key === 'finish' ? void finish() : step({ type: key })),
        })}
      />
      {may('incidents:open') && !draft && (
        <div className="map-bar">
          <Press onPress={() => step({ type: 'begin' })}>{w('map.draw')}</Press>
          {state.marks.map((mark) => (
            <button
              key={mark.id}
              type="button"
              className="map-mark"
              onClick={() => setRemoving(mark)}
              aria-label={w('map.mark.remove', { name: mark.label })}
            >
              {mark.label} <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
      {draft && (
        <div className="map-pen">
          <Select
            label={w('map.draw.kind')}
            isLabelHidden
            value={draft.kind}
            onValue={(kind) => step({ type: 'mean', kind: kind as MarkKind })}
          >
            {MARK_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {w(`mark.${kind}`)}
              </option>
            ))}
          </Select>
          <Select
            label={w('map.draw.shape')}
            isLabelHidden
            value={draft.shape.kind}
            onValue={(shape) => step({ type: 'shape', shape: shape as DrawnShape['kind'] })}
          >
            {SHAPES.map((shape) => (
              <option key={shape} value={shape}>
                {w(`shape.${shape}`)}
              </option>
            ))}
          </Select>
          <Field label={w('map.draw.label')} value={draft.label} maxLength={60} onText={(label) => step({ type: 'name', label })} />
          <span className="soft">{w('map.draw.points', { n: draft.shape.points.length })}</span>
          <Press
            onPress={() => step({ type: 'undo' })}
            blocked={draft.shape.points.length === 0 ? w('map.draw.points', { n: 0 }) : undefined}
          >
            {w('map.draw.undo')}
          </Press>
          <Press onPress={() => step({ type: 'leave' })}>{w('map.draw.leave')}</Press>
          <Press
            kind="primary"
            isBusy={isUnderWay(command)}
            blocked={isDrawn(draft) ? undefined : w('map.draw.points', { n: draft.shape.points.length })}
            onPress={() => void finish()}
          >
            {w('map.draw.finish')}
          </Press>
          <p className="field-hint">{w('map.draw.hint')}</p>
          <CommandState command={command} />
        </div>
      )}
      {removing && <RemoveMark id={id} mark={removing} followed={followed} onClose={() => setRemoving(undefined)} />}
    </section>
  )
}

const SHAPES = ['polygon', 'line', 'point'] as const

function marksOf(state: IncidentState, orders: readonly OrderMatter[]): readonly SituationMark[] {
  const here: SituationMark[] = state.place.at
    ? [{ id: 'incident', kind: 'incident', at: state.place.at as [number, number], label: state.place.text ?? state.title }]
    : []
  const forces = (state.rollCall?.asked ?? []).flatMap(({ person, at }): SituationMark[] =>
    at ? [{ id: `person:${person.id}`, kind: 'force', at: at as [number, number], label: person.name }] : [],
  )
  const working = orders.flatMap(({ id, state: order }): SituationMark[] => {
    const at = order.progress.findLast(({ place }) => place !== undefined)?.place ?? order.place?.at
    return at && order.stage === 'in-progress' ? [{ id, kind: 'force', at: at as [number, number], label: order.title }] : []
  })
  return [...here, ...forces, ...working]
}

function RemoveMark({
  id,
  mark,
  followed,
  onClose,
}: {
  readonly id: string
  readonly mark: Mark
  readonly followed: Followed
  onClose(): void
}) {
  const w = useWords()
  const { command, send } = useCommand(followed)
  return (
    <Ask
      title={w('map.mark.remove', { name: mark.label })}
      verb={w('map.mark.remove', { name: mark.label })}
      command={command}
      onSend={() => void send(`/api/incidents/${id}/marks/remove`, { mark: mark.id, after: mark.version })}
      onClose={onClose}
    >
      <p>{w('map.mark.remove.confirm', { name: mark.label })}</p>
    </Ask>
  )
}
