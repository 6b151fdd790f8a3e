import type { ComponentType } from 'react'
import type { IncidentPart } from '#contract/scene.ts'
import { useCity, useNames, useProfile, useT } from '../../state/hooks.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { CasualtiesPart } from './casualties-part.tsx'
import { CommandPart } from './command-part.tsx'
import { DeadlinesPart } from './deadlines-part.tsx'
import { DecisionPart } from './decision-part.tsx'
import './incident-panel.css'
import { OrdersPart } from './orders-part.tsx'
import type { PartProps } from './part-props.ts'
import { TimelinePart } from './timeline-part.tsx'
import { useRoom, useRoomWords } from './use-room.ts'

/** Every part has a renderer: add one to the contract and this stops compiling. */
const PARTS: { readonly [Part in IncidentPart]: ComponentType<PartProps> } = {
  decision: DecisionPart,
  deadlines: DeadlinesPart,
  command: CommandPart,
  casualties: CasualtiesPart,
  orders: OrdersPart,
  timeline: TimelinePart,
}

/**
 * One part of what a room is told of the incident it answers, the gravest in the area on screen. Nothing personal, nothing to
 * press; where none is answered it says so.
 */
export function IncidentPanel({ panel, area, width, height }: PanelProps<'incident'>) {
  const room = useRoom(area)
  const city = useCity()
  const name = useNames()
  const t = useT()
  const w = useRoomWords()
  const { text } = useProfile()
  const title = panelName(panel, city, name, t)
  const Part = PARTS[panel.part]
  return (
    <div className="room-part">
      {room ? (
        <Part room={room} title={title} width={width} height={height - headHeight(text.heading)} />
      ) : (
        <>
          <PanelHead title={title} width={width} />
          <p className="t-name soft">{w('room.none')}</p>
        </>
      )}
    </div>
  )
}
