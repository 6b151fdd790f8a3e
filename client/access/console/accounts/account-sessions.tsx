import { useState } from 'react'
import type { ListedAccount, ListedSession } from '#contract/account.ts'
import { call } from '../../call.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { useRead } from '../../use-read.ts'
import { SessionList } from '../session-list.tsx'

/** Where an account is signed in now, and the way to end all of it at once. */
export function AccountSessions({ account, onChanged }: { account: ListedAccount; onChanged(): void }) {
  const { w } = usePage()
  const path = `/api/accounts/${encodeURIComponent(account.id)}/sessions`
  const read = useRead<{ readonly sessions: readonly ListedSession[] }>(path)
  const [isAsking, setAsking] = useState(false)
  return (
    <section className="drawer-part">
      <h3>{w('sessions.title')}</h3>
      <ReadState read={read}>
        {({ sessions }) => (
          <>
            <SessionList sessions={sessions} />
            {sessions.length > 0 && (
              <div className="drawer-acts">
                <Press onPress={() => setAsking(true)}>{w('sessions.end-all')}</Press>
              </div>
            )}
            {isAsking && (
              <Confirm
                title={w('sessions.end-all-title', { who: account.shown })}
                verb={w('sessions.end-all')}
                onClose={() => setAsking(false)}
                act={async () => {
                  await call('DELETE', path)
                  read.again()
                  onChanged()
                }}
              >
                <p>{w('sessions.end-all-what', { who: account.shown, n: sessions.length })}</p>
              </Confirm>
            )}
          </>
        )}
      </ReadState>
    </section>
  )
}
