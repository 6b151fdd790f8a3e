import { useEffect, useMemo, useState } from 'react'
import type { EnrolledScreen } from '#contract/enrolled-screen.ts'
import { call } from '../../call.ts'
import { useCityPlate } from '../../page/city-plate.ts'
import { usePage } from '../../page/page-context.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import type { Person } from '../../person.ts'
import { personName } from '../../person-name.ts'
import { areaWords } from '../../remit-words.ts'
import { useRead } from '../../use-read.ts'
import { EnrolScreen } from './enrol-screen.tsx'
import { presenceOf } from './presence.ts'

/** How often the list is read again by itself: whoever enrols a screen waits for it to appear, ms. */
const AGAIN_MS = 5_000

const MARKS = { here: 'good', away: 'part', never: 'waiting' } as const

/** The walls and office screens of the city: which there are, when each was last seen, enrolling and revoking. */
export function ScreensPart({ person }: { person: Person }) {
  const page = usePage()
  const { w, name, format } = page
  const plate = useCityPlate()
  const read = useRead<{ readonly screens: readonly EnrolledScreen[] }>('/api/screens')
  const { again } = read
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS)
    return () => clearInterval(timer)
  }, [again])
  const [isEnrolling, setEnrolling] = useState(false)
  const [revoking, setRevoking] = useState<EnrolledScreen>()
  const mayRevoke = person.may.includes('screens:revoke')
  const columns = useMemo((): readonly Column<EnrolledScreen>[] => {
    const at = (moment: number) => `${format.date(moment)} ${format.time(moment)}`
    return [
      {
        id: 'name',
        title: w('screens.name'),
        cell: (screen) => (
          <span className="two">
            <b>{screen.name}</b>
            <span className="soft">{w(`screens.display.${screen.display}`)}</span>
          </span>
        ),
      },
      { id: 'area', title: w('screens.area'), cell: ({ area }) => areaWords(area, plate, name) },
      {
        id: 'seen',
        title: w('screens.seen'),
        cell: ({ seenAt }) => {
          const presence = presenceOf(seenAt, Date.now())
          return (
            <span className="two">
              <StateMark kind={MARKS[presence.kind]}>{w(`screens.${presence.kind}`)}</StateMark>
              <span className="soft">
                {presence.kind === 'away' ? w('screens.ago', { span: format.span(presence.forMs) }) : ''}
              </span>
            </span>
          )
        },
      },
      {
        id: 'enrolled',
        title: w('screens.enrolled'),
        isMinor: true,
        cell: ({ enrolledAt, enrolledBy }) => (
          <span className="two">
            <span className="fig">{at(enrolledAt)}</span>
            <span className="soft">{personName(enrolledBy, page)}</span>
          </span>
        ),
      },
      ...(mayRevoke
        ? [
            {
              id: 'revoke',
              title: '',
              isFigure: true,
              cell: (screen: EnrolledScreen) => <Press onPress={() => setRevoking(screen)}>{w('screens.revoke')}</Press>,
            },
          ]
        : []),
    ]
  }, [w, name, format, plate, page, mayRevoke])
  const body = read.reading.kind === 'here' ? read.reading.body : undefined
  return (
    <>
      <ConsoleHead title={w('part.screens')} count={body && String(body.screens.length)}>
        <Press onPress={read.again}>{w('posture.again')}</Press>
        {person.may.includes('screens:enrol') && (
          <Press kind="primary" onPress={() => setEnrolling(true)}>
            {w('screens.enrol')}
          </Press>
        )}
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ screens }) => (
            <Table caption={w('part.screens')} columns={columns} rows={screens} keyOf={({ id }) => id} empty={w('screens.none')} />
          )}
        </ReadState>
      </main>
      {isEnrolling && <EnrolScreen root={person.remit?.area} onEnrolled={read.again} onClose={() => setEnrolling(false)} />}
      {revoking && (
        <Confirm
          title={w('screens.revoke-title', { name: revoking.name })}
          verb={w('screens.revoke')}
          onClose={() => setRevoking(undefined)}
          act={async () => {
            await call('DELETE', `/api/screens/${encodeURIComponent(revoking.id)}`)
            read.again()
          }}
        >
          <p>{w('screens.revoke-what', { name: revoking.name })}</p>
        </Confirm>
      )}
    </>
  )
}
