import type { ListedSession } from '#contract/account.ts'
import { usePage } from '../page/page-context.ts'
import { Press } from '../parts/press.tsx'
import { browserWords } from './browser-words.ts'

export interface SessionListProps {
  readonly sessions: readonly ListedSession[]
  /** Id of the session of this very page. */
  readonly current?: string
  onEnd?(session: ListedSession): void
}

/** Sessions: since when, from where, with what, how sure. */
export function SessionList({ sessions, current, onEnd }: SessionListProps) {
  const { w, format } = usePage()
  if (sessions.length === 0) return <p className="soft">{w('sessions.none')}</p>
  return (
    <ul className="rows">
      {sessions.map((session) => (
        <li key={session.id}>
          <span className="two">
            <span>
              <b>{browserWords(session.agent) ?? w('sessions.unknown-browser')}</b> <span className="fig">{session.address}</span>
            </span>
            <span className="soft">
              {[
                w('sessions.since', { time: `${format.date(session.openedAt)} ${format.time(session.openedAt)}` }),
                w('sessions.used', { time: format.time(session.usedAt) }),
                session.role === null ? '' : w(`role.${session.role}`),
                w(`assurance.${session.assurance}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          {session.id === current ? (
            <span className="chip-mark">{w('sessions.this')}</span>
          ) : (
            onEnd && <Press onPress={() => onEnd(session)}>{w('sessions.end')}</Press>
          )}
        </li>
      ))}
    </ul>
  )
}
