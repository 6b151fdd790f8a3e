import type { AuditVerification } from '#contract/audit.ts'
import { usePage } from '../../page/page-context.ts'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { useRead } from '../../use-read.ts'

/** Whether the audit is whole: every record held against the one before it and against the signed anchors. */
export function VerificationPart() {
  const { w, format } = usePage()
  const read = useRead<AuditVerification>('/api/audit/verification')
  const count = (n: number) => format.number(n, 0)
  return (
    <>
      <ConsoleHead title={w('part.verification')}>
        <Press onPress={read.again}>{w('verification.again')}</Press>
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ at, from, to, rows, anchors, flaw, remarks }) => (
            <div className="verification">
              <p className="verification-word">
                <StateMark kind={flaw === null ? 'good' : 'bad'}>
                  {flaw === null
                    ? w('verification.whole')
                    : flaw.seq === null
                      ? w('verification.flawed')
                      : w('verification.flawed-at', { seq: count(flaw.seq) })}
                </StateMark>
              </p>
              {flaw && <p className="verification-flaw">{flaw.sentence}</p>}
              <dl className="chain-facts">
                <div>
                  <dt>{w('verification.rows')}</dt>
                  <dd className="fig">{count(rows)}</dd>
                </div>
                <div>
                  <dt>{w('verification.range')}</dt>
                  <dd className="fig">
                    {count(from)} – {count(to)}
                  </dd>
                </div>
                <div>
                  <dt>{w('verification.anchors')}</dt>
                  <dd className="fig">{count(anchors)}</dd>
                </div>
                <div>
                  <dt>{w('verification.at')}</dt>
                  <dd className="fig">{format.seconds(at)}</dd>
                </div>
              </dl>
              {remarks.length > 0 && (
                <section className="drawer-part">
                  <h2>{w('verification.remarks')}</h2>
                  <ul className="plain-list">
                    {remarks.map((remark) => (
                      <li key={remark}>{remark}</li>
                    ))}
                  </ul>
                </section>
              )}
              <p className="soft">{w('verification.how')}</p>
            </div>
          )}
        </ReadState>
      </main>
    </>
  )
}
