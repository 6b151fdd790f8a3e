import { textWidth } from '../../design/text-width.ts'
import { useFormat, useProfile } from '../../state/hooks.ts'
import { PanelHead } from '../panel-head.tsx'
import { rowsThatFit } from '../rows.ts'
import { clockRowHeight } from './part-height.ts'
import type { PartProps } from './part-props.ts'
import { type RoomChain, roomChain } from './room-incident.ts'
import { useRoomWords } from './use-room.ts'

/** One line of the chain: what it is, who holds it by office, and since when. */
interface ChainLine {
  readonly key: string
  readonly name: string
  readonly holder: string
  readonly end: string
  readonly isFirst: boolean
}

/** Who leads, by office: the commander, the posts and the groups; and how the last roll call came out. */
export function CommandPart({ room, title, width, height }: PartProps) {
  const { text } = useProfile()
  const w = useRoomWords()
  const format = useFormat()
  const chain = roomChain(room.incident.state)
  const lines = linesOf(chain, w, format.time)
  const row = clockRowHeight(text)
  const names = Math.min(width * 0.45, Math.max(...lines.map(({ name }) => textWidth(name, text.name, 'text'))) + text.name * 0.2)
  const more = Math.ceil(text.small * 1.6)
  const { shown, hidden } = rowsThatFit(lines.length, height, row, more)
  const roll =
    chain.roll && w('room.roll', { time: format.time(chain.roll.askedAt), here: chain.roll.here, asked: chain.roll.asked })
  return (
    <>
      <PanelHead title={title} note={roll} width={width} />
      <ul className="room-chain">
        {lines.slice(0, shown).map(({ key, name, holder, end, isFirst }) => (
          <li
            key={key}
            style={{ height: row, gridTemplateColumns: `${names}px minmax(0, 1fr) auto` }}
            className={`t-name${isFirst ? ' is-first' : ''}`}
          >
            <span className="one-line strong" title={name}>
              {name}
            </span>
            <span className="one-line soft" title={holder}>
              {holder}
            </span>
            <span className="dim t-small">{end}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="t-small soft" style={{ height: more }}>
          {w('room.more', { n: hidden })}
        </p>
      )}
    </>
  )
}

function linesOf(chain: RoomChain, w: ReturnType<typeof useRoomWords>, time: (at: number) => string): readonly ChainLine[] {
  const since = (at: number | undefined) => (at === undefined ? '' : w('room.post.since', { time: time(at) }))
  const { commander } = chain
  const leads =
    commander.kind === 'commands'
      ? { holder: commander.post ?? w('room.post.held'), end: since(commander.since) }
      : commander.kind === 'lapsed'
        ? { holder: w('command.lapsed', { time: time(commander.at) }), end: '' }
        : { holder: w('command.nobody'), end: '' }
  const groups = chain.groups.map((kind) => w(`group.${kind}`)).join(' · ')
  return [
    { key: 'commander', name: w('command.commander'), ...leads, isFirst: true },
    ...chain.posts.map(({ post, holder, since: at }, place) => ({
      ...{
        key: `${post} ${place}`,
        name: w(`post.${post}`),
        holder: holder ?? w('room.post.held'),
        end: since(at),
        isFirst: false,
      },
    })),
    ...(groups === '' ? [] : [{ key: 'groups', name: w('room.groups'), holder: groups, end: '', isFirst: false }]),
  ]
}
