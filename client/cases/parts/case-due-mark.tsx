import { useCaseCity } from '../case-city.tsx'
import type { CaseDue } from '../case-due.ts'
import { dueWords, shortClock } from '../due-words.ts'
import { useCaseWords } from '../use-case-words.ts'

const RADIUS = 6

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
          <svg className="due-ring" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r={RADIUS} className="due-whole" />
            <circle
              cx="8"
              cy="8"
              r={RADIUS}
              className="due-rest"
              pathLength="1"
              strokeDasharray={`${due.share ?? 1} 1`}
              transform="rotate(-90 8 8)"
            />
          </svg>
          <span className="fig" aria-hidden="true">
            {shortClock(due.leftMs)}
          </span>
          <span className="visually-hidden">{sentence}</span>
        </span>
      )
  }
}
