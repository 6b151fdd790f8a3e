import { Glyph } from '../design/glyph.tsx'
import { useNames, useProfile } from '../state/hooks.ts'
import './duty-strip.css'
import { useDutyBoard } from './use-duty-board.ts'
import { useShiftWords } from './use-shift-words.ts'

/**
 * Who is on duty, in one line: by name where a person looks, by post alone on a wall, whoever signed in there. A shift that changed without being handed
 * over is said in words.
 */
export function DutyStrip({ className = '' }: { readonly className?: string }) {
  const w = useShiftWords()
  const name = useNames()
  const { displayClass } = useProfile()
  const board = useDutyBoard()
  if (!board || board.posts.length === 0) return null
  return (
    <p className={`duty-strip ${className}`}>
      <span className="soft">{w('duty')}</span>
      {board.posts.map(({ id, names, present, due, handover }) => {
        const named = displayClass === 'wall' ? [] : present.map(({ person }) => person.name).filter((one) => one !== '')
        const isManned = present.length > 0
        return (
          <span key={id} className="duty-post">
            <Glyph kind={!isManned ? 'fault' : handover || due ? 'late' : 'live'} /> <span className="soft">{name(names)}</span>{' '}
            {!isManned && w('nobody')}
            {isManned && named.length > 0 && named.join('、')}
            {isManned && named.length === 0 && <span className="visually-hidden">{w('manned')}</span>}
            {(handover || due) && <span className="duty-due"> {w(handover ? 'under' : 'due')}</span>}
          </span>
        )
      })}
    </p>
  )
}
