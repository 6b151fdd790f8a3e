import { clockText } from '../../state/due.ts'
import { useFormat, useNow, useProfile, useUiLanguage } from '../../state/hooks.ts'
import { PanelHead } from '../panel-head.tsx'
import { cardFit } from './card-fit.ts'
import type { PartProps } from './part-props.ts'
import { ROOM_ANSWERS, type RoomCard, roomCard } from './room-incident.ts'
import { useRoomWords } from './use-room.ts'

/** The decision people wait for: the question, its clock, its options with what is expected of them, and what it rests on. */
export function DecisionPart({ room, title, width, height }: PartProps) {
  const w = useRoomWords()
  const format = useFormat()
  const now = useNow(1_000)
  const told = roomCard(room.decisions, now)
  if (!told)
    return (
      <>
        <PanelHead title={title} width={width} />
        <p className="t-name soft">{w('room.decision.none')}</p>
      </>
    )
  const { card, others } = told
  return (
    <>
      <PanelHead
        title={title}
        note={others > 0 ? w('room.decision.more', { n: others }) : undefined}
        end={<span className="t-small dim">{w('room.decision.frozen', { time: format.time(card.frozenAt) })}</span>}
        width={width}
      />
      <Card card={card} width={width} height={height} />
    </>
  )
}

function Card({ card, width, height }: { readonly card: RoomCard; readonly width: number; readonly height: number }) {
  const { text } = useProfile()
  const w = useRoomWords()
  const format = useFormat()
  const letters = useUiLanguage() === 'zh' ? '甲乙丙丁戊己' : 'ABCDEF'
  const fit = cardFit(card, width, height, text)
  const clockSize = fit.isLarge ? 't-lead' : 't-figure'
  const { due } = card
  return (
    <div className="room-card">
      <p className={`room-question ${fit.questionLines === 1 ? 'one-line' : 'two-lines'}`} title={card.question}>
        {card.question}
      </p>
      <p className="room-countdown">
        {due.kind === 'left' && <b className={`fig ${clockSize}`}>{clockText(due.leftMs)}</b>}
        {due.kind === 'over' && (
          <>
            <span className="room-late t-name">{w('panel.late')}</span>
            <b className={`fig ${clockSize}`}>{clockText(due.overMs)}</b>
          </>
        )}
        <span className="t-name soft">
          {card.decidedAt !== undefined
            ? w('room.decision.decided', { time: format.time(card.decidedAt) })
            : w(due.kind === 'over' ? 'room.decision.over' : 'room.decision.by', { time: format.time(card.dueAt) })}
        </span>
      </p>
      <ul className="room-options t-name">
        {card.options.map((option, place) => (
          <li
            key={option.title}
            className={option.isTaken || (card.decidedAt === undefined && option.isRecommended) ? 'strong' : 'soft'}
          >
            <span className={`room-letter${option.isTaken ? ' is-taken' : ''}`}>{letters[place]}</span>
            <span className="room-option">
              <span className="two-lines" title={option.title}>
                {option.title}
                {option.isRecommended && <bdi className="room-tag t-small">{w('room.decision.recommended')}</bdi>}
              </span>
              {fit.expects && option.expected !== undefined && (
                <span className="t-small soft one-line" title={option.expected}>
                  {option.expected}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {card.asked > 0 && <Agreed card={card} />}
      {fit.contextLines > 0 && card.context !== undefined && (
        <p className="room-context t-small soft" title={card.context} style={{ WebkitLineClamp: fit.contextLines }}>
          {card.context}
        </p>
      )}
    </div>
  )
}

/** How many of those asked agree, and how the offices that are known answered. */
function Agreed({ card: { asked, agreed, answers } }: { readonly card: RoomCard }) {
  const w = useRoomWords()
  const offices = ROOM_ANSWERS.flatMap((answer) => {
    const said = answers.filter((one) => one.answer === answer).map(({ office }) => office)
    return said.length === 0 ? [] : [w(`room.decision.${answer}`, { offices: said.join(w('room.comma')) })]
  })
  const words = [w('room.decision.agreed', { agreed, asked }), ...offices].join(' · ')
  return (
    <p className="room-agreed t-name one-line" title={words}>
      {words}
    </p>
  )
}
