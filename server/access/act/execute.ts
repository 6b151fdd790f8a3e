import { Refusal } from '#contract/errors.ts'
import type { Database } from '../../record/database.ts'
import { RecordFault } from '../../record/record-store.ts'
import { traced } from '../../tracing/traced.ts'
import { orderThread, type Span, type Tracing } from '../../tracing/tracing.ts'
import type { AuditActor, AuditEntry, AuditLog } from '../audit/audit-entry.ts'
import { demand } from '../policy/policy.ts'
import { roleOf, type Subject } from '../policy/subject.ts'
import type { Act } from './act.ts'

/** Who asks, and from where: what a request or a command line knows of its sender. */
export interface Asking {
  readonly subject: Subject
  /** Set where the subject does not tell: the name somebody claimed, or the operator at the command line. */
  readonly actor?: AuditActor
  readonly address?: string
  readonly agent?: string
  readonly requestId?: string
}

export interface ExecuteParts {
  readonly database: Database
  readonly audit: AuditLog
  now(): number
  random(bytes: number): Buffer
  readonly tracing?: Tracing | undefined
}

/**
 * Runs an act: policy, then the act and its audit row in one transaction. A refusal changes nothing and is written down
 * by itself. Where the audit cannot be written nothing is done: a verb cannot forget it.
 * Throws Refusal (`audit/unavailable` when the audit could not be written), or RecordFault when the database is away.
 */
export function execute<Input, Outcome>(
  parts: ExecuteParts,
  asking: Asking,
  act: Act<Input, Outcome>,
  input: Input,
): Promise<Outcome> {
  const { tracing } = parts
  const about = { parent: tracing?.here(), facts: { 'guanlan.act': act.type } }
  return traced(tracing, 'act', about, (span) => perform(parts, asking, act, input, span))
}

async function perform<Input, Outcome>(
  parts: ExecuteParts,
  asking: Asking,
  act: Act<Input, Outcome>,
  input: Input,
  span: Span | undefined,
): Promise<Outcome> {
  const { subject } = asking
  const { database, audit, random } = parts
  const entry = (said: Pick<AuditEntry, 'result'> & Partial<AuditEntry>): AuditEntry => ({
    at: parts.now(),
    actor: asking.actor ?? actorOf(subject),
    type: act.type,
    ...(asking.address !== undefined && { address: asking.address }),
    ...(asking.agent !== undefined && { agent: asking.agent }),
    ...(asking.requestId !== undefined && { requestId: asking.requestId }),
    ...said,
  })
  try {
    // Whoever works at the machine has its files and its database already; what they do here is at least written down.
    if (act.needs !== 'anyone' && asking.actor?.kind !== 'operator') demand(subject, act.needs)
    return await database.transaction(async (tx) => {
      const { outcome, object, detail, actor } = await act.run({ tx, subject, now: parts.now(), random }, input)
      if (span && parts.tracing && object?.kind === 'order') span.link(parts.tracing.threadOf(orderThread(object.id)))
      await audit.append(
        tx,
        entry({ result: 'done', ...(actor && { actor }), ...(object && { object }), ...(detail && { detail }) }),
      )
      return outcome
    })
  } catch (fault) {
    if (fault instanceof RecordFault || (fault instanceof Refusal && fault.code === 'audit/unavailable')) throw fault
    const refused = fault instanceof Refusal
    const said = refused ? entry({ result: 'refused', code: fault.code }) : entry({ result: 'failed', code: 'server/fault' })
    await database.transaction((tx) => audit.append(tx, said))
    throw fault
  }
}

/** The actor an audit row names for a subject. */
export function actorOf(subject: Subject): AuditActor {
  switch (subject.kind) {
    case 'visitor':
      return { kind: 'nobody' }
    case 'person':
      return { kind: 'person', ...subject.account, role: roleOf(subject) }
    case 'screen':
      return { kind: 'screen', id: subject.screen.id, name: subject.screen.name, role: roleOf(subject) }
    case 'program':
      return { kind: 'program', ...subject.reader, role: roleOf(subject) }
  }
}
