import type { DutyBoard } from '#contract/shift-handover.ts'
import { Glyph } from '../design/glyph.tsx'
import { useNames, useProfile } from '../state/hooks.ts'
import './duty-strip.css'
import { useDutyBoard } from './use-duty-board.ts'
import { useShiftWords } from './use-shift-words.ts'

/**
 * Who is on duty, in one line over a room: how many posts are manned, and which are amiss; on a wall without a name, whoever
 * signed in there. A shift that changed without being handed over is said in words.
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
      <span className="duty-post">
        {w('manned.count', { n: board.posts.filter(({ present }) => present.length > 0).length, of: board.posts.length })}
      </span>
      {board.posts.filter(isAmiss).map((post) => (
        <span key={post.id} className="duty-post">
          <Glyph kind={post.present.length === 0 ? 'fault' : isAmiss(post) ? 'late' : 'live'} />{' '}
          <span className="soft">{name(post.names)}</span>{' '}
          {post.present.length === 0 ? w('nobody') : displayClass !== 'wall' && namesOf(post)}
          {(post.handover || post.due) && <span className="duty-due"> {w(post.handover ? 'under' : 'due')}</span>}
        </span>
      ))}
    </p>
  )
}

/** Those who are there, by name, as far as this screen is told names. */
function namesOf({ present }: DutyBoard['posts'][number]): string {
  return present
    .map(({ person }) => person.name)
    .filter((name) => name !== '')
    .join('、')
}

/** True for a post that a room must know of: nobody is there, or it is not handed over yet. */
function isAmiss({ present, due, handover }: DutyBoard['posts'][number]): boolean {
  return present.length === 0 || due !== undefined || handover !== undefined
}
