import { clockText, type Due } from '../../state/due.ts'
import { useWords } from '../use-words.ts'

const RADIUS = 6

/** A clock of work: a ring of what is left and the time; overdue is a word in reverse, never a colour. */
export function DueMark({ due }: { due: Due }) {
  const w = useWords()
  switch (due.kind) {
    case 'none':
      return <span className="due is-none">{w('due.none')}</span>
    case 'met':
      return null
    case 'over':
      return (
        <span className="due is-over">
          <span className="due-word">{w('due.overdue')}</span>
          <span className="fig">{clockText(due.overMs)}</span>
        </span>
      )
    case 'left':
      return (
        <span className={`due${due.isShort ? ' is-short' : ''}`} title={w('due.left', { time: clockText(due.leftMs) })}>
          <svg className="due-ring" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r={RADIUS} className="due-whole" />
            <circle
              cx="8"
              cy="8"
              r={RADIUS}
              className="due-rest"
              pathLength="1"
              strokeDasharray={`${due.share} 1`}
              transform="rotate(-90 8 8)"
            />
          </svg>
          <span className="visually-hidden">{w('due.left', { time: '' })}</span>
          <span className="fig">{clockText(due.leftMs)}</span>
        </span>
      )
  }
}
