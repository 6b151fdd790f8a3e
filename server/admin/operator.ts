import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { ERRORS, Refusal } from '#contract/errors.ts'
import type { Act } from '../access/act/act.ts'
import { execute } from '../access/act/execute.ts'
import { PostgresAuditLog } from '../access/audit/postgres-audit-log.ts'
import { VISITOR } from '../access/policy/subject.ts'
import { systemClock } from '../clock/system-clock.ts'
import type { Outcome, Tools } from './noun.ts'

/** Who sits at the machine, as the system knows them: the audit names them. */
export function operatorName(): string {
  try {
    return userInfo().username
  } catch {
    return 'operator' // a user id without an entry, as in some containers
  }
}

/** Does an act in the name of the person at the machine, and says what came of it. A refusal is an outcome here. */
export async function actAsOperator<Input, Done>(
  { record }: Pick<Tools, 'record'>,
  act: Act<Input, Done>,
  input: Input,
  tell: (done: Done) => Outcome,
): Promise<Outcome> {
  const parts = { database: record.database, audit: new PostgresAuditLog(), now: systemClock.now, random: randomBytes }
  try {
    return tell(await execute(parts, { subject: VISITOR, actor: { kind: 'operator', name: operatorName() } }, act, input))
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { refusal: fault.detail === '' ? ERRORS[fault.code].sentence : fault.detail }
  }
}
