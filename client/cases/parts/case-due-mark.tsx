import { DueRing } from '../../incidents/parts/due-ring.tsx'
import { useCaseCity } from '../case-city.tsx'
import type { CaseDue } from '../case-due.ts'
import { dueWords, shortClock } from '../due-words.ts'
import { useCaseWords } from '../use-case-words.ts'

/** A clock of work: a ring of what is left and the time; overdue is a word in reverse, never a colour. The sentence is its title. */
export function CaseDueMark({ due }: { readonly due: CaseDue }) {
  const w = useCaseWords()
  const { time } = useCaseCity()
  const sentence = dueWords(due, time.dayMs, w)
  switch (due.kind) {
    case 'none':
      return <span className="due is-none">{w('due.none')}</span>
    case 'over':
      return (
        <span className="due is-over" title={sentence}>
          <span className="due-word" aria-hidden="true">
            {w('due.over')}
          </span>
          <span className="fig" aria-hidden="true">
            {shortClock(due.overMs)}
          </span>
          <span className="visually-hidden">{sentence}</span>
        </span>
      )
    case 'left':
      return (
        <span className={`due${due.isShort ? ' is-short' : ''}${due.isPaused ? ' is-paused' : ''}`} title={sentence}>
          <DueRing share={due.share ?? 1} />
          <span className="fig" aria-hidden="true">
            {shortClock(due.leftMs)}
          </span>
          <span className="visually-hidden">{sentence}</span>
        </span>
      )
  }
}
