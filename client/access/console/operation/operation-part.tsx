import type { Check, CheckState, Operation } from '#contract/operation.ts'
import { usePage } from '../../page/page-context.ts'
import { ConsoleHead } from '../../parts/console-head.tsx'
import { Press } from '../../parts/press.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { type MarkKind, StateMark } from '../../parts/state-mark.tsx'
import { useRead } from '../../use-read.ts'

const MARKS: Record<CheckState, MarkKind> = { good: 'good', look: 'part', wrong: 'bad', unknown: 'unknown' }

/**
 * How the running product is, part by part; what is wrong comes first, with what to do about it. It looks again when it is told
 * to: a page that asks by itself would keep a session open at a desk that nobody sits at.
 */
export function OperationPart() {
  const { w, format } = usePage()
  const read = useRead<Operation>('/api/operation')
  const body = read.reading.kind === 'here' ? read.reading.body : undefined
  return (
    <>
      <ConsoleHead title={w('part.operation')}>
        {body && <span className="soft">{w('posture.at', { time: format.seconds(body.at) })}</span>}
        <Press onPress={read.again}>{w('posture.again')}</Press>
      </ConsoleHead>
      <main id="content" className="console-body" tabIndex={-1}>
        <ReadState read={read}>
          {({ checks }) => (
            <ol className="controls checks">
              {checks.map((check) => (
                <CheckRow key={check.id} check={check} />
              ))}
            </ol>
          )}
        </ReadState>
      </main>
    </>
  )
}

function CheckRow({ check: { state, names, says, remedy } }: { check: Check }) {
  const { w, name } = usePage()
  return (
    <li className={`control is-${state}`}>
      <div className="control-what">
        <StateMark kind={MARKS[state]}>{w(`operation.${state}`)}</StateMark>
        <h2>{name(names)}</h2>
      </div>
      <div className="control-how">
        <p>{name(says)}</p>
        {remedy && <p className="soft">{name(remedy)}</p>}
      </div>
    </li>
  )
}
