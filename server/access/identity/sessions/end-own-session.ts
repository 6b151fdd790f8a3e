import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { owner } from '../accounts/own-account.ts'
import { endSession } from './session.ts'

/** Ends another session of one's own, on a computer left behind. */
export const endOwnSession = defineAct<{ readonly session: string }, void>({
  type: 'session.end',
  needs: 'self:manage',
  run: async (context, { session }) => {
    const { account } = owner(context.subject)
    if (!(await endSession(context, account.id, session))) throw new Refusal('access/session-unknown')
    return { outcome: undefined, object: { kind: 'session', id: session } }
  },
})
