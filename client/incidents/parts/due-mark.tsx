import { clockText, type Due } from '../../state/due.ts'
import { useWords } from '../use-words.ts'
import { DueRing } from './due-ring.tsx'

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
          <DueRing share={due.share} />
          <span className="visually-hidden">{w('due.left', { time: '' })}</span>
          <span className="fig">{clockText(due.leftMs)}</span>
        </span>
      )
  }
}
