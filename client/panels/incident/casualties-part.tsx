import { Glyph } from '../../design/glyph.tsx'
import { useFormat, useProfile } from '../../state/hooks.ts'
import { PanelHead } from '../panel-head.tsx'
import { casualtyTiles } from './part-height.ts'
import type { PartProps } from './part-props.ts'
import { roomCount } from './room-incident.ts'
import { useRoomWords } from './use-room.ts'

/** Casualties as they were last counted: each figure by itself, never one total, with whose count it is and what time it speaks of. */
export function CasualtiesPart({ room, title, width, height }: PartProps) {
  const { text } = useProfile()
  const w = useRoomWords()
  const format = useFormat()
  const count = roomCount(room.incident.state)
  if (!count)
    return (
      <>
        <PanelHead title={title} width={width} />
        <p className="t-name soft">
          <Glyph kind="empty" /> {w('casualties.none')}
        </p>
      </>
    )
  const { columns, tile } = casualtyTiles(width, text)
  const rows = Math.ceil(count.figures.length / columns)
  const isRoomy = rows * tile <= height
  return (
    <>
      <PanelHead
        title={title}
        note={w('casualties.version', { n: count.version })}
        end={
          <span className="room-trust t-small dim">
            <Glyph kind="live" /> {w('room.count.trust', { source: count.source, time: format.time(count.asOf) })}
          </span>
        }
        width={width}
      />
      <ul className="room-count" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {count.figures.map(({ figure, value, before }) => (
          <li key={figure}>
            <p className="t-name soft one-line">{w(`figure.${figure}`)}</p>
            <p className="room-count-value">
              {value === null ? (
                <span className="t-heading soft">{w('unknown')}</span>
              ) : (
                <>
                  <b className={`fig t-figure${value === 0 ? ' soft' : ''}`}>{format.number(value, 0)}</b>
                  <span className="unit t-small">{w('room.person')}</span>
                </>
              )}
            </p>
            {isRoomy && (
              <p className="t-small dim one-line">
                {before === undefined
                  ? ' '
                  : w('room.count.before', { value: before === null ? w('unknown') : format.number(before, 0) })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
