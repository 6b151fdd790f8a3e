import { useState } from 'react'
import type { Me } from '#contract/access.ts'
import type { Factor, ListedSession } from '#contract/account.ts'
import { useAccessStore, useMe } from '../../access-context.ts'
import { call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { AddTotp } from '../../parts/add-totp.tsx'
import { ChangePasswordForm } from '../../parts/change-password.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { Refused } from '../../parts/refused.tsx'
import { addPasskey } from '../../passkey.ts'
import type { Person } from '../../person.ts'
import { personName } from '../../person-name.ts'
import { reachWords } from '../../remit-words.ts'
import { useCall } from '../../use-call.ts'
import { useRead } from '../../use-read.ts'
import { SessionList } from '../session-list.tsx'

/** The own account: who I am, in which capacity, how I prove it, and where else I am signed in. */
export function OwnPart({ person }: { person: Person }) {
  const page = usePage()
  const { w, format } = page
  const plate = useCityPlate()
  const [isChanging, setChanging] = useState(false)
  const [isSaid, setSaid] = useState(false)
  const isTrial = person.assurance === 'trial'
  return (
    <>
      <ConsoleHead title={w('part.own')} />
      <main id="content" className="console-body own" tabIndex={-1}>
        <section className="own-part">
          <h2>{w('own.who')}</h2>
          <Facts
            of={[
              [w('setup.shown'), personName(person.name, page)],
              [w('own.remit'), person.remit && `${w(`role.${person.remit.role}`)} · ${reachWords(person.remit, plate, page)}`],
              [w('own.assurance'), w(`assurance.${person.assurance}`)],
              [w('own.until'), `${format.date(person.endsAt)} ${format.time(person.endsAt)}`],
              [w('own.idle'), format.span(person.idleMs)],
            ]}
          />
        </section>
        {!isTrial && person.remits.length > 1 && <Remits person={person} />}
        {isTrial ? (
          <p className="console-note">{w('own.trial')}</p>
        ) : (
          <>
            <section className="own-part">
              <h2>{w('door.password')}</h2>
              <div className="own-line">
                <span role="status">{w(isSaid ? 'own.password.changed' : 'own.password.note')}</span>
                <Press onPress={() => setChanging(true)}>{w('password.change')}</Press>
              </div>
            </section>
            <Factors />
            <Sessions />
          </>
        )}
      </main>
      {isChanging && (
        <Dialog title={w('password.change')} onClose={() => setChanging(false)}>
          <ChangePasswordForm
            name={person.name}
            onDone={() => {
              setChanging(false)
              setSaid(true)
            }}
          />
        </Dialog>
      )}
    </>
  )
}

function Remits({ person }: { person: Person }) {
  const page = usePage()
  const { w } = page
  const plate = useCityPlate()
  const access = useAccessStore()
  const calling = useCall()
  return (
    <section className="own-part">
      <h2>{w('own.remits')}</h2>
      <Refused refusal={calling.refusal} />
      <ul className="rows">
        {person.remits.map((remit) => (
          <li key={remit.id}>
            <span className="two">
              <b>{w(`role.${remit.role}`)}</b>
              <span className="soft">{reachWords(remit, plate, page)}</span>
            </span>
            {remit.id === person.remit?.id ? (
              <span className="chip-mark">{w('own.remit.now')}</span>
            ) : (
              <Press
                isBusy={calling.isBusy}
                onPress={() =>
                  void calling.run(() => access.change(() => call<Me>('POST', '/api/access/remit', { remit: remit.id })))
                }
              >
                {w('own.remit.take')}
              </Press>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Factors() {
  const { w, format } = usePage()
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  const read = useRead<{ readonly factors: readonly Factor[] }>('/api/access/factors')
  const [isAdding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Factor>()
  return (
    <section className="own-part">
      <h2>{w('own.factors')}</h2>
      <ReadState read={read}>
        {({ factors }) => (
          <>
            {factors.length === 0 && <p className="soft">{w('own.factors.none')}</p>}
            <ul className="rows" hidden={factors.length === 0}>
              {factors.map((factor) => (
                <li key={factor.id}>
                  <span className="two">
                    <b>{factor.name}</b>
                    <span className="soft">
                      {[
                        w(factor.kind === 'passkey' ? 'factor.passkey' : 'factor.totp'),
                        w('own.factor.made', { date: format.date(factor.madeAt) }),
                        factor.usedAt === null
                          ? ''
                          : w('own.factor.used', { time: `${format.date(factor.usedAt)} ${format.time(factor.usedAt)}` }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <Press onPress={() => setRemoving(factor)}>{w('own.factor.remove')}</Press>
                </li>
              ))}
            </ul>
          </>
        )}
      </ReadState>
      <Refused refusal={calling.refusal} />
      <div className="drawer-acts">
        <Press onPress={() => setAdding(true)}>{w('own.factor.add-totp')}</Press>
        {me?.ways.passkey && (
          <Press
            isBusy={calling.isBusy}
            onPress={() =>
              void calling
                .run(() => access.change(() => addPasskey(w('factor.passkey'))))
                .then((isDone) => {
                  if (isDone) read.again()
                })
            }
          >
            {w('own.factor.add-passkey')}
          </Press>
        )}
      </div>
      {isAdding && (
        <Dialog title={w('own.factor.add-totp')} onClose={() => setAdding(false)}>
          <AddTotp
            onDone={() => {
              setAdding(false)
              read.again()
            }}
          />
        </Dialog>
      )}
      {removing && (
        <Confirm
          title={w('own.factor.remove-title', { name: removing.name })}
          verb={w('own.factor.remove')}
          onClose={() => setRemoving(undefined)}
          act={async () => {
            await call('DELETE', `/api/access/factors/${encodeURIComponent(removing.id)}`)
            read.again()
          }}
        >
          <p>{w('own.factor.remove-what')}</p>
        </Confirm>
      )}
    </section>
  )
}

function Sessions() {
  const { w } = usePage()
  const calling = useCall()
  const read = useRead<{ readonly current: string; readonly sessions: readonly ListedSession[] }>('/api/access/sessions')
  const end = (session: ListedSession) =>
    calling.run(async () => {
      await call('DELETE', `/api/access/sessions/${encodeURIComponent(session.id)}`)
      read.again()
    })
  return (
    <section className="own-part">
      <h2>{w('sessions.title')}</h2>
      <Refused refusal={calling.refusal} />
      <ReadState read={read}>
        {({ current, sessions }) => <SessionList sessions={sessions} current={current} onEnd={(session) => void end(session)} />}
      </ReadState>
    </section>
  )
}
