import { textWidth } from '../../design/text-width.ts'
import { useCity, useFormat, useNames, useNow, useProfile } from '../../state/hooks.ts'
import { headHeight } from '../panel-head.tsx'
import type { PartProps } from './part-props.ts'
import { axisTicks, type LevelStretch, roomTimeline, type TimelineEntry, type TimelineSaying, wordsSides } from './room-timeline.ts'
import { TIMELINE_ROWS } from './timeline-rows.ts'
import { useRoomWords } from './use-room.ts'

/** The incident along time: the band of levels, what was heard, ordered, decided and reported, and what is due next. */
export function TimelinePart({ room, title, width, height: below }: PartProps) {
  const { text, stroke } = useProfile()
  // It stands without a head: its lines are named each.
  const height = below + headHeight(text.heading)
  const w = useRoomWords()
  const city = useCity()
  const now = useNow(1_000)
  const line = roomTimeline(room.incident.state, room.orders, room.decisions, now)
  const names = (['response', ...TIMELINE_ROWS] as const).map((row) => ({ row, words: w(`room.row.${row}`) }))
  const left = Math.ceil(Math.max(...names.map(({ words }) => textWidth(words, text.small, 'text'))) + text.small)
  const axis = text.axis * 1.7
  const end = width - left
  const row = Math.max(text.small * 1.35, (height - axis) / names.length)
  const x = (at: number) => ((at - line.from) / (line.to - line.from)) * end
  const middle = (place: number) => row * (place + 0.5)
  const foot = row * names.length
  const ticks = axisTicks(line, end, text.axis * 6, now, city.calendar.start('P1D', now))
  return (
    <>
      <h2 className="visually-hidden">{title}</h2>
      <svg className="room-line" width={width} height={height} role="img" aria-label={title}>
        {names.map(({ row: name, words }, place) => (
          <g key={name}>
            <text x={0} y={middle(place) + text.small * 0.35} fontSize={text.small} className="is-name">
              {words}
            </text>
            <path d={`M${left} ${row * (place + 1)}h${end}`} className="is-rule" strokeWidth={stroke} />
          </g>
        ))}
        <g transform={`translate(${left} 0)`}>
          {ticks.map((at) => (
            <Tick key={at} at={at} x={x(at)} foot={foot} axisPx={text.axis} stroke={stroke} />
          ))}
          {line.stretches.map((stretch) => (
            <Stretch key={stretch.from} stretch={stretch} x={x} now={now} row={row} textPx={text.small} />
          ))}
          {TIMELINE_ROWS.map((name, place) => (
            <Entries
              key={name}
              entries={line.entries.filter((entry) => entry.row === name)}
              x={x}
              y={middle(place + 1)}
              now={now}
              end={end}
              textPx={text.small}
              stroke={stroke}
            />
          ))}
          <path d={`M${x(now)} 0V${foot}`} className="is-now" strokeWidth={2 * stroke} />
          <Tick at={now} x={x(now)} foot={foot} axisPx={text.axis} stroke={0} />
        </g>
      </svg>
    </>
  )
}

function Tick({
  at,
  x,
  foot,
  axisPx,
  stroke,
}: {
  readonly at: number
  readonly x: number
  readonly foot: number
  readonly axisPx: number
  readonly stroke: number
}) {
  const format = useFormat()
  return (
    <>
      {stroke > 0 && <path d={`M${x} 0V${foot}`} className="is-rule" strokeWidth={stroke} />}
      <text
        x={x}
        y={foot + axisPx * 1.25}
        fontSize={axisPx}
        textAnchor="middle"
        className={stroke > 0 ? 'is-tick' : 'is-tick is-present'}
      >
        {format.time(at)}
      </text>
    </>
  )
}

function Stretch({
  stretch: { level, from, to },
  x,
  now,
  row,
  textPx,
}: {
  readonly stretch: LevelStretch
  readonly x: (at: number) => number
  readonly now: number
  readonly row: number
  readonly textPx: number
}) {
  const w = useRoomWords()
  const begin = Math.max(0, x(from))
  const width = Math.max(0, x(to ?? now) - begin)
  const words = w('level.short', { numeral: level })
  const hasRoom = textWidth(words, textPx, 'text') + textPx < width
  return (
    <g className={`level-${level} room-stretch${to === undefined ? ' is-current' : ''}`}>
      <rect x={begin} y={row * 0.1} width={width} height={row * 0.8} />
      <path d={`M${begin} ${row * 0.1}v${row * 0.8}`} strokeWidth={textPx * 0.22} />
      {hasRoom && (
        <text x={begin + textPx * 0.6} y={row * 0.5 + textPx * 0.35} fontSize={textPx}>
          {words}
        </text>
      )}
    </g>
  )
}

interface EntriesProps {
  readonly entries: readonly TimelineEntry[]
  readonly x: (at: number) => number
  readonly y: number
  readonly now: number
  readonly end: number
  readonly textPx: number
  readonly stroke: number
}

/** The points of one line; what is still to come is open. */
function Entries({ entries, x, y, now, end, textPx, stroke }: EntriesProps) {
  const say = useSaying()
  const said = entries.map((entry) => say(entry))
  const placed = entries.map(({ at }, place) => ({ x: x(at), width: textWidth(said[place] ?? '', textPx, 'text') }))
  const sides = wordsSides(placed, x(now), end, textPx)
  return entries.map(({ id, at }, place) => {
    const cx = x(at)
    const side = sides[place]
    const r = textPx * 0.32
    return (
      <g key={id}>
        {at > now ? (
          <path
            d={`M${cx} ${y - r * 1.4}l${r * 1.4} ${r * 1.4}l${-r * 1.4} ${r * 1.4}l${-r * 1.4} ${-r * 1.4}Z`}
            className="is-coming"
            strokeWidth={1.6 * stroke}
          />
        ) : (
          <circle cx={cx} cy={y} r={r} className="is-past" />
        )}
        {side && (
          <text
            x={side === 'right' ? cx + textPx * 0.75 : cx - textPx * 0.75}
            y={y + textPx * 0.35}
            fontSize={textPx}
            textAnchor={side === 'right' ? 'start' : 'end'}
          >
            {said[place]}
          </text>
        )}
      </g>
    )
  })
}

/** What an entry says, in words. */
function useSaying(): (entry: Pick<TimelineEntry, 'at' | 'saying'>) => string {
  const w = useRoomWords()
  const name = useNames()
  const format = useFormat()
  return ({ at, saying }) => {
    const time = format.time(at)
    switch (saying.kind) {
      case 'heard':
        return saying.channel === undefined
          ? w('room.told.heard', { time })
          : w('room.told.heard-by', { time, channel: saying.channel })
      case 'issued':
      case 'done':
      case 'due':
        return w(`room.told.${saying.kind}`, { time, seqs: seqsOf(saying) })
      case 'asked':
      case 'decided':
      case 'decide-by':
        return w(`room.told.${saying.kind}`, { time })
      case 'counted':
        return w('room.told.counted', { time, version: saying.version })
      case 'reported':
        return w('room.told.reported', { time, kind: w(`report-kind.${saying.report}`), mode: w(`report-mode.${saying.mode}`) })
      case 'report-due':
        return w('room.told.report-due', { time, name: name(saying.names) })
    }
  }
  function seqsOf({ seqs }: Extract<TimelineSaying, { kind: 'issued' | 'done' | 'due' }>): string {
    const [only] = seqs
    return seqs.length === 1 && only !== undefined ? w('room.seq', { n: only }) : w('room.seqs', { n: seqs.length })
  }
}
