import type { AuditRow } from '#contract/audit.ts'
import { usePage } from '../../page/page-context.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Facts } from '../../parts/facts.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { personName } from '../../person-name.ts'
import { actName, objectName } from './act-name.ts'
import { RESULT_MARKS } from './result-marks.ts'

/** One record, whole: what the chain holds of it and nothing else. */
export function AuditDrawer({ row, onClose }: { row: AuditRow; onClose(): void }) {
  const page = usePage()
  const { w, t, format } = page
  const { actor, object, detail } = row
  return (
    <Dialog title={`${w('audit.record')} ${row.seq}`} isDrawer onClose={onClose}>
      <Facts
        of={[
          [w('audit.at'), `${format.date(row.at)} ${format.seconds(row.at)}.${String(row.at % 1000).padStart(3, '0')}`],
          [
            w('audit.actor'),
            [actor.name && personName(actor.name, page), w(`audit.actor.${actor.kind}`)].filter(Boolean).join(' · '),
          ],
          [w('audit.role'), actor.role && w(`role.${actor.role}`)],
          [w('audit.actor-id'), actor.id && <code>{actor.id}</code>],
          [w('audit.type'), `${actName(row.type, page)} (${row.type})`],
          [w('audit.object'), object && objectName(object, page)],
          [
            w('audit.result'),
            <StateMark key="result" kind={RESULT_MARKS[row.result]}>
              {w(`audit.result.${row.result}`)}
            </StateMark>,
          ],
          [w('audit.code'), row.code && `${t.error(row.code)} (${row.code})`],
          [w('audit.address'), row.address && <span className="fig">{row.address}</span>],
          [w('audit.agent'), row.agent],
          [w('audit.request'), row.requestId && <code>{row.requestId}</code>],
        ]}
      />
      {detail && Object.keys(detail).length > 0 && (
        <section className="drawer-part">
          <h3>{w('audit.detail')}</h3>
          <pre className="raw">{JSON.stringify(detail, undefined, 2)}</pre>
        </section>
      )}
      <section className="drawer-part">
        <h3>SM3</h3>
        <code className="hash">{row.hash}</code>
      </section>
    </Dialog>
  )
}
